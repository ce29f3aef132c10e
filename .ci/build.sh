# configure PRESET: into build/PRESET. What an older configuration left there may be in
# the way: another generator or compiler, or the tree has moved since. Then from new.
configure() {
	local cache=build/$1/CMakeCache.txt
	if [ -e "$cache" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "$cache"; then
		echo "This tree was configured as another one; from new."
		cmake --fresh --preset "$1" </dev/null
	else
		cmake --preset "$1" </dev/null || cmake --fresh --preset "$1" </dev/null
	fi
}

# Make build/, or say why this cannot work.
need_build_folder() {
	mkdir -p build 2>/dev/null && [ -w build ] && return
	echo "$PWD/build cannot be written by $(id -un): take it over with chown, or delete it." >&2
	return 1
}
