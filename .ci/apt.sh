# need_packages LIST...: install through apt what the package lists name and this
# machine lacks. Asks dpkg first: nothing missing takes no apt and no network.

list_packages() {
	sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$@"
}

missing_packages() {
	local installed
	installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null |
		sed -n 's/^installed //p' | sort -u)
	list_packages "$@" | sort -u | comm -23 - <(printf '%s\n' "$installed")
}

as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	else
		sudo "$@"
	fi
}

need_packages() {
	local missing

	if ! command -v dpkg-query >/dev/null; then
		echo "This is no Debian system: install what $* name by hand." >&2
		return 0
	fi
	missing=$(missing_packages "$@")
	[ -n "$missing" ] || return 0
	echo "Installing through apt:" $missing >&2
	if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
		echo "Not allowed to install. As root, run:" >&2
		echo "    apt-get install" $missing >&2
		return 1
	fi
	if ! as_root apt-get -qq update </dev/null ||
		! as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y \
			--no-install-recommends install $missing </dev/null >&2; then
		echo "apt could not install them. Is the network up? Then run again, or:" >&2
		echo "    apt-get install" $missing >&2
		return 1
	fi
}
