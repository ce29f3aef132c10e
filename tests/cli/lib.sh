# Sentences for tests of the program, to be sourced:
#
#	. "$(dirname "$0")/lib.sh" "$@"
#	ok "it prints its version" run --version
#	ok "the version is out" has "$out" fitness-station
#	finish
#
# The first argument of a test is the program. `run` runs it and keeps what it
# printed ($out, $err) and its status ($status), and is true for status 0; `says N`
# is like run but true for status N. Everything is written in $dir, which goes away.
program=$1
[ -x "$program" ] || { echo "usage: $0 PROGRAM"; exit 2; }
dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT
export STATION_DATA=$dir/data
unset STATION_SHARE
failed=0 done=0

says() {
	local want=$1
	shift
	"$program" "$@" >"$dir/out" 2>"$dir/err" </dev/null
	status=$?
	out=$(cat "$dir/out") err=$(cat "$dir/err")
	[ "$status" = "$want" ]
}
run() { says 0 "$@"; }

# The same with standard input from a file: piped FILE STATUS ARGUMENTS
piped() {
	local from=$1 want=$2
	shift 2
	"$program" "$@" >"$dir/out" 2>"$dir/err" <"$from"
	status=$?
	out=$(cat "$dir/out") err=$(cat "$dir/err")
	[ "$status" = "$want" ]
}

has() { case $1 in *"$2"*) true ;; *) false ;; esac; }
same() { [ "$1" = "$2" ]; }
lines() { [ "$(printf '%s\n' "$1" | wc -l)" = "$2" ]; }

ok() {
	local sentence=$1
	shift
	done=$((done + 1))
	if "$@"; then
		echo "ok   $sentence"
	else
		echo "FAIL $sentence"
		echo "     $*"
		echo "     status $status"
		printf '     out: %s\n     err: %s\n' "$out" "$err"
		failed=$((failed + 1))
	fi
}

finish() {
	echo "$done sentences, $failed failed"
	[ "$failed" = 0 ]
	exit
}
