# our_files PATTERN...: the source files of this tree, tracked or new, NUL between.
our_files() {
	if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
		git ls-files -z -co --exclude-standard -- "$@" |
			while IFS= read -r -d '' f; do
				[ -e "$f" ] && printf '%s\0' "$f"
			done
	else
		local pattern
		for pattern; do
			find devices station tests -name "$pattern" -print0
		done
	fi
}
