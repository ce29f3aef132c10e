# A kiosk at a window under Xvfb, for tests that source lib.sh before; $told is the file of
# `run --tell`, $data its folder, $kiosk and $xvfb the processes.

# A screen of exactly the window's size.
open_screen() {
	: >"$dir/display"
	Xvfb -displayfd 3 -screen 0 "$1x24" -nolisten tcp 3>"$dir/display" 2>/dev/null &
	xvfb=$!
	for _ in $(seq 100); do
		[ -s "$dir/display" ] && break
		sleep 0.1
	done
	DISPLAY=:$(cat "$dir/display")
	export DISPLAY
}

# ---- looking, pressing, asking ---------------------------------------------------

query() { sqlite3 -readonly -cmd "ATTACH '$data/person.db' AS person" "$data/station.db" "$1"; }
holds() { [ "$(query "$1")" = "$2" ]; } # holds SQL WANT
at() { [ "$(sed -n '1s/screen \(.*\) .*/\1/p' "$told" 2>/dev/null)" = "$1" ]; }
says_now() { grep -q "^text .*\"$1\"" "$told"; }
pictures() { sed -n '1s/.* //p' "$told"; }

# eventually COMMAND...: true within 20 s
eventually() {
	for _ in $(seq 200); do
		"$@" && return
		sleep 0.1
	done
	head -1 "$told"
	grep -o '".*"' "$told" | tr '\n' ' '
	echo
	return 1
}
sees() { eventually says_now "$1"; }

# press TARGET: the middle of it, with the left button.
press() {
	local place
	place=$(sed -n "s/^touch \([0-9]*\),\([0-9]*\) \([0-9]*\)x\([0-9]*\) .*\"$1 [0-9]*\"$/\1 \2 \3 \4/p" "$told" | head -1)
	[ "$2" ] && place=$(sed -n "s/^touch \([0-9]*\),\([0-9]*\) \([0-9]*\)x\([0-9]*\) .*\"$1 $2\"$/\1 \2 \3 \4/p" "$told")
	[ "$place" ] || { echo "nothing to press: $1 $2"; return 1; }
	set -- $place
	xdotool mousemove $(($1 + $3 / 2)) $(($2 + $4 / 2)) click 1
}
# goes TARGET INDEX SCREEN: pressing it leads there.
goes() { press "$1" "$2" && eventually at "$3"; }

gone() { ! kill -0 "$kiosk" 2>/dev/null || grep -q "^State:.Z" "/proc/$kiosk/status"; }
# As the system does it at the end of the day.
close_kiosk() {
	kill -TERM "$kiosk"
	eventually gone || kill -KILL "$kiosk"
	wait "$kiosk"
	status=$? kiosk=
	err=$(cat "$dir/err")
	kill "$xvfb"
	[ "$status" = 0 ] && ! grep -q "^warn\|^error\|ERROR\|runtime error" "$dir/err"
}
