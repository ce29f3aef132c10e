# need_packages LIST...: install through apt what the package lists name and this
# machine lacks. Asks dpkg first: nothing missing takes no apt and no network. What apt
# says is kept in build/apt.log.

list_packages() {
	sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$@"
}

# A program that is here with its windows serves where the one without (-nogui) is asked
# for; they exclude each other.
missing_packages() {
	local installed
	installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null |
		sed -n 's/^installed //p' | sed 'p;s/$/-nogui/' | sort -u)
	list_packages "$@" | sort -u | comm -23 - <(printf '%s\n' "$installed")
}

as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	else
		sudo "$@"
	fi
}

# A fresh machine often updates itself at first: wait for its lock, not for ever.
apt_get() {
	as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y \
		-o DPkg::Lock::Timeout=300 "$@" </dev/null
}

need_packages() {
	local missing log=build/apt.log

	if ! command -v dpkg-query >/dev/null; then
		echo "This is no Debian system: install what $* name by hand." >&2
		return 0
	fi
	missing=$(missing_packages "$@" | xargs)
	[ -n "$missing" ] || return 0
	echo "Installing through apt, which takes some minutes:"
	fold -s -w 80 <<<"$missing" | sed 's/^/    /'
	if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
		echo "Not allowed to install, and there is no sudo. As root, run:" >&2
		echo "    apt-get update && apt-get install $missing" >&2
		return 1
	fi
	# Words on purpose: each is a package.
	# shellcheck disable=SC2086
	if ! { apt_get update && apt_get --no-install-recommends install $missing; } >"$log" 2>&1; then
		tail -n 15 "$log" >&2
		echo "apt could not install them; its last lines are above, all of it is in" >&2
		echo "$log. With the network up and Debian 12's sources, run again, or as root:" >&2
		echo "    apt-get update && apt-get install $missing" >&2
		return 1
	fi
}
