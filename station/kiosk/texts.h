/*
 * texts - the keys of all texts that screens show, and the room each has.
 *
 * Room is counted in Chinese characters, two Latin letters being one; a test lays
 * out every text and also counts. The words are those of the trade: the design's
 * list of words is checked by the same test.
 *
 * The last groups are for whoever fills the model.
 */
#ifndef KIOSK_TEXTS_H
#define KIOSK_TEXTS_H

/* X(KEY, key in the file, room) */
#define TEXTS(X)                                                                       \
	/* which language this is: zh or en */                                         \
	X(LANGUAGE, language, 1)                                                       \
	/* top bar */                                                                  \
	X(TEACHER, teacher, 4)                                                         \
	X(BACK, back, 4)                                                               \
	X(FORMAL, formal, 6)                                                           \
	X(MAKEUP, makeup, 6)                                                           \
	X(DEFERRED, deferred, 6)                                                       \
	X(PRACTICE, practice, 6)                                                       \
	X(PRACTICE_BANNER, practice_banner, 16)                                        \
	/* who are you */                                                              \
	X(IDENTIFY, identify, 12)                                                      \
	X(CHOOSE_NAME, choose_name, 6)                                                 \
	X(CHOOSE_CLASS_KEY, choose_class_key, 6)                                       \
	X(TEST_NUMBER, test_number, 6)                                                 \
	X(CHOOSE_CLASS, choose_class, 12)                                              \
	X(CHOOSE_SELF, choose_self, 12)                                                \
	X(TYPE_NUMBER, type_number, 12)                                                \
	X(NEW_MOUTHPIECE, new_mouthpiece, 8)                                           \
	X(DONE, done, 3)                                                               \
	X(ABSENT, absent, 4)                                                           \
	X(EXEMPT, exempt, 4)                                                           \
	X(ON_LEAVE, on_leave, 4)                                                       \
	X(NOT_TODAY, not_today, 4)                                                     \
	X(PUT_OFF, put_off, 4)                                                         \
	X(PREVIOUS_PAGE, previous_page, 4)                                             \
	X(NEXT_PAGE, next_page, 4)                                                     \
	X(GO_ON, go_on, 3)                                                             \
	X(IS_IT_YOU, is_it_you, 8)                                                     \
	X(IS_IT_YOU_LATE, is_it_you_late, 12)                                          \
	X(ITS_ME, its_me, 6)                                                           \
	X(SKIP, skip, 4)                                                               \
	X(NOT_ME, not_me, 6)                                                           \
	X(UNDERSTOOD, understood, 6)                                                   \
	/* how it is done, under the pictograms */                                     \
	X(HOW_SHOES_OFF, how_shoes_off, 6)                                             \
	X(HOW_STAND_STRAIGHT, how_stand_straight, 8)                                   \
	X(HOW_LOOK_AHEAD, how_look_ahead, 6)                                           \
	X(HOW_STAND_MIDDLE, how_stand_middle, 6)                                       \
	X(HOW_STAND_FIRM, how_stand_firm, 6)                                           \
	X(HOW_BREATHE_IN, how_breathe_in, 6)                                           \
	X(HOW_SEAL_LIPS, how_seal_lips, 6)                                             \
	X(HOW_BLOW_OUT, how_blow_out, 6)                                               \
	X(HOW_AT_LINE, how_at_line, 8)                                                 \
	X(HOW_RUN_ON_CALL, how_run_on_call, 8)                                         \
	X(HOW_CROSS_LINE, how_cross_line, 8)                                           \
	X(HOW_ROUND_POLE, how_round_pole, 8)                                           \
	X(HOW_RUN_EVEN, how_run_even, 8)                                               \
	X(HOW_SIT_STRAIGHT, how_sit_straight, 8)                                       \
	X(HOW_PUSH_SLOWLY, how_push_slowly, 8)                                         \
	X(HOW_HOLD_THERE, how_hold_there, 8)                                           \
	X(HOW_TAKE_ROPE, how_take_rope, 6)                                             \
	X(HOW_JUMP_ON_CALL, how_jump_on_call, 8)                                       \
	X(HOW_JUMP_MINUTE, how_jump_minute, 8)                                         \
	X(HOW_LIE_DOWN, how_lie_down, 8)                                               \
	X(HOW_ELBOWS_KNEES, how_elbows_knees, 8)                                       \
	X(HOW_CURL_MINUTE, how_curl_minute, 8)                                         \
	X(HOW_BEHIND_LINE, how_behind_line, 8)                                         \
	X(HOW_BOTH_FEET, how_both_feet, 8)                                             \
	X(HOW_STAY_PUT, how_stay_put, 8)                                               \
	X(HOW_GRIP_BAR, how_grip_bar, 8)                                               \
	X(HOW_CHIN_OVER, how_chin_over, 8)                                             \
	X(HOW_ARMS_STRAIGHT, how_arms_straight, 8)                                     \
	/* measuring */                                                                \
	X(GET_READY, get_ready, 12)                                                    \
	X(GO, go, 12)                                                                  \
	X(MEASURING, measuring, 12)                                                    \
	X(REST, rest, 12)                                                              \
	X(REST_LEFT, rest_left, 12)                                                    \
	X(SAVED, saved, 12)                                                            \
	X(NOT_COUNTED, not_counted, 12)                                                \
	X(DEVICE_SILENT, device_silent, 12)                                            \
	X(ASK_TEACHER, ask_teacher, 12)                                                \
	X(ZERO_VALID, zero_valid, 8)                                                   \
	X(ZERO_LENGTH_VALID, zero_length_valid, 8)                                     \
	X(VALUE_VALID, value_valid, 8)                                                 \
	X(STAND_STILL, stand_still, 12)                                                \
	X(WELL_MEASURED, well_measured, 12)                                            \
	X(ATTEMPT_OF, attempt_of, 12)                                                  \
	X(SECONDS_LEFT, seconds_left, 8)                                               \
	X(NEXT, next, 6)                                                               \
	X(AFTER_NEXT, after_next, 6)                                                   \
	X(CALLED, called, 24)                                                          \
	X(PRIVATE, private, 10)                                                        \
	X(THEN_AFTER, then_after, 12)                                                  \
	X(NOBODY_NEXT, nobody_next, 6)                                                 \
	/* heats */                                                                    \
	X(HEAT, heat, 6)                                                               \
	X(LANE, lane, 4)                                                               \
	X(LANE_EMPTY, lane_empty, 6)                                                   \
	X(LANE_READY, lane_ready, 6)                                                   \
	X(LANE_RUNNING, lane_running, 6)                                               \
	X(LANE_NO_FINISH, lane_no_finish, 6)                                           \
	X(LANE_NOT_COUNTED, lane_not_counted, 6)                                       \
	X(LANE_DISPUTED, lane_disputed, 6)                                             \
	X(FALSE_START, false_start, 6)                                                 \
	X(MARK_NOT_COUNTED, mark_not_counted, 6)                                       \
	X(MARK_NO_FINISH, mark_no_finish, 6)                                           \
	X(SWAP_HINT, swap_hint, 12)                                                    \
	X(GO_KEY, go_key, 6)                                                           \
	X(HAND_KEY, hand_key, 6)                                                       \
	X(HAND_KEY_COUNT, hand_key_count, 8)                                           \
	X(HAND_TIME, hand_time, 6)                                                     \
	X(TAKE_HAND, take_hand, 8)                                                     \
	X(END_HEAT, end_heat, 6)                                                       \
	X(NEXT_HEAT, next_heat, 6)                                                     \
	X(UNKNOWN_CHIPS, unknown_chips, 8)                                             \
	X(CHIP_SEEN, chip_seen, 12)                                                    \
	X(CHIP_GIVEN, chip_given, 12)                                                  \
	X(CHIP_WHOSE, chip_whose, 16)                                                  \
	X(STARTS_FOOT, starts_foot, 30)                                                \
	X(STARTS_FOOT_CHECK, starts_foot_check, 12)                                    \
	/* many at once */                                                             \
	X(MANY_BOTH, many_both, 8)                                                     \
	X(MANY_BOYS, many_boys, 8)                                                     \
	X(MANY_GIRLS, many_girls, 8)                                                   \
	X(MANY_PICK, many_pick, 14)                                                    \
	X(MANY_STANDING, many_standing, 14)                                            \
	X(MANY_START, many_start, 4)                                                   \
	X(MANY_AGAIN, many_again, 6)                                                   \
	X(MANY_TIME_UP, many_time_up, 6)                                               \
	X(MANY_TELL, many_tell, 8)                                                     \
	X(MANY_TOLD, many_told, 14)                                                    \
	X(MANY_LESS, many_less, 6)                                                     \
	X(MANY_GIVE, many_give, 6)                                                     \
	X(MANY_NOBODY, many_nobody, 6)                                                 \
	X(MANY_SAY_TELL, many_say_tell, 24)                                            \
	X(MANY_SAY_ZERO, many_say_zero, 24)                                            \
	X(MANY_SAY_OUTSIDE, many_say_outside, 24)                                      \
	X(MANY_SAY_UNUSUAL, many_say_unusual, 24)                                      \
	X(MANY_SAY_LESS, many_say_less, 24)                                            \
	X(MANY_SAY_EMPTY, many_say_empty, 24)                                          \
	X(MANY_SAY_ALL, many_say_all, 24)                                              \
	X(MANY_SAY_END, many_say_end, 24)                                              \
	X(MANY_SAY_FULL, many_say_full, 24)                                            \
	X(MANY_SAY_DONE, many_say_done, 24)                                            \
	X(MANY_SAY_OTHER, many_say_other, 24)                                          \
	X(MANY_SAY_TEACHER, many_say_teacher, 24)                                      \
	/* result */                                                                   \
	X(POINTS, points, 6)                                                           \
	X(AGAIN, again, 6)                                                             \
	X(AGAIN_LEFT, again_left, 12)                                                  \
	X(FINE_NEXT, fine_next, 8)                                                     \
	X(EXAM_POINTS, exam_points, 16)                                                \
	X(EXAM_RECORDED, exam_recorded, 16)                                            \
	/* my results */                                                               \
	X(MINE, mine, 6)                                                               \
	X(FINE, fine, 6)                                                               \
	X(TO_GO, to_go, 8)                                                             \
	X(TOTAL, total, 4)                                                             \
	/* teacher */                                                                  \
	X(TODAY, today, 6)                                                             \
	X(MISSING_TODAY, missing_today, 12)                                            \
	X(NO_ROSTER, no_roster, 12)                                                    \
	X(NONE_MISSING, none_missing, 12)                                              \
	X(PASS_RATE, pass_rate, 16)                                                    \
	X(GOOD_RATE, good_rate, 16)                                                    \
	X(COMPLETE, complete, 14)                                                      \
	X(COUNTS, counts, 30)                                                          \
	X(HIDE, hide, 4)                                                               \
	X(SHOW, show, 4)                                                               \
	X(LEAVE, leave, 8)                                                             \
	X(MENU, menu, 4)                                                               \
	/* the PIN */                                                                  \
	X(PIN, pin, 6)                                                                 \
	X(PIN_ENTER, pin_enter, 10)                                                    \
	X(PIN_NEW, pin_new, 10)                                                        \
	X(PIN_AGAIN, pin_again, 10)                                                    \
	X(PIN_HINT, pin_hint, 24)                                                      \
	X(PIN_WAIT, pin_wait, 24)                                                      \
	X(PIN_WRONG, pin_wrong, 24)                                                    \
	X(PIN_DIFFERS, pin_differs, 24)                                                \
	X(PIN_SIMPLE, pin_simple, 24)                                                  \
	X(PIN_LENGTH, pin_length, 24)                                                  \
	X(PIN_FAILED, pin_failed, 24)                                                  \
	X(DEVICES, devices, 6)                                                         \
	X(NO_DEVICES, no_devices, 12)                                                  \
	X(SILENT_MIN, silent_min, 10)                                                  \
	X(NEVER_HEARD, never_heard, 10)                                                \
	X(TO_CHECK, to_check, 10)                                                      \
	X(NOTHING_TO_CHECK, nothing_to_check, 12)                                      \
	X(MORE_TO_CHECK, more_to_check, 12)                                            \
	X(EXAM_IN_USE, exam_in_use, 10)                                                \
	/* fault */                                                                    \
	X(STEP_SAFE, step_safe, 6)                                                     \
	X(STEP_TODO, step_todo, 6)                                                     \
	/* for the model: hints on 成绩; {1} amount with unit, {2} points */         \
	X(HINT_FARTHER, hint_farther, 16)                                              \
	X(HINT_FASTER, hint_faster, 16)                                                \
	X(HINT_MORE, hint_more, 16)                                                    \
	/* for the model: rows of my results */                                        \
	X(WHY_OUTSIDE, why_outside, 16)                                                \
	X(WHY_FAULT, why_fault, 16)                                                    \
	X(WHY_FULL, why_full, 16)                                                      \
	X(WHY_NOTHING, why_nothing, 16)                                                \
	X(WHY_SILENT, why_silent, 16)                                                  \
	X(WHY_RESTARTED, why_restarted, 16)                                            \
	X(WHY_ZERO, why_zero, 16)                                                      \
	X(BODY, body, 8)                                                               \
	X(NOT_YET, not_yet, 6)                                                         \
	X(NO_RESULT, no_result, 6)                                                     \
	X(STANDARD_BONUS, standard_bonus, 20)                                          \
	X(LEVEL_EXCELLENT, level_excellent, 6)                                         \
	X(LEVEL_GOOD, level_good, 6)                                                   \
	X(LEVEL_PASS, level_pass, 6)                                                   \
	/* for the model: what an exam's points are worth */                           \
	X(EXAM_SAMPLE, exam_sample, 12)                                                \
	X(EXAM_DRAFT, exam_draft, 12)                                                  \
	X(EXAM_UNCHECKED, exam_unchecked, 6)                                           \
	X(NO_TABLE, no_table, 6)                                                       \
	X(EXAM_EXEMPT, exam_exempt, 4)                                                 \
	X(EXAM_DEFERRED, exam_deferred, 6)                                             \
	X(EXAM_ABSENT, exam_absent, 4)                                                 \
	/* for the model: why a child is not measured */                               \
	X(NOT_ON_LIST, not_on_list, 24)                                                \
	X(NOT_THIS_ITEM, not_this_item, 24)                                            \
	X(IS_EXEMPT, is_exempt, 24)                                                    \
	X(CLASS_DONE, class_done, 20)                                                  \
	X(CLASS_NOT_THIS_ITEM, class_not_this_item, 20)                                \
	X(ALL_DONE, all_done, 24)                                                      \
	X(NO_SUCH_NUMBER, no_such_number, 24)                                          \
	X(ITEM_PUT_OFF, item_put_off, 24)                                              \
	X(CARD_DEAD, card_dead, 24)                                                    \
	X(CARD_UNKNOWN, card_unknown, 24)                                              \
	/* for the model: to whoever shows a card; {1} a test point */                 \
	X(ALREADY_YOU, already_you, 24)                                                \
	X(AT_OTHER_PLACE, at_other_place, 24)                                          \
	X(WAIT_FOR_OTHER, wait_for_other, 24)                                          \
	/* for the model: who; {1} class, {2} number in it, or {1} number, {2} name */ \
	X(CLASS_NAME, class_name, 10)                                                  \
	X(PERSON_PLACE, person_place, 16)                                              \
	X(NUMBER_NAME, number_name, 16)                                                \
	/* for the model: why the time of a start number is disputed */                \
	X(WHY_SHARED, why_shared, 16)                                                  \
	X(WHY_LATE, why_late, 12)                                                      \
	X(WHY_CLOCKS, why_clocks, 12)                                                  \
	X(WHY_CLOCK_JUMPED, why_clock_jumped, 12)                                      \
	X(WHY_NET_TIME, why_net_time, 16)                                              \
	/* for the model: a fault; {1} what the disk said */                           \
	X(FAULT_DISK, fault_disk, 16)                                                  \
	X(FAULT_DISK_SAFE, fault_disk_safe, 48)                                        \
	X(FAULT_DISK_TODO, fault_disk_todo, 26)                                        \
	/* for the model: device words */                                              \
	X(CLOCK_SLOW, clock_slow, 12)                                                  \
	X(CLOCK_FAST, clock_fast, 12)                                                  \
	X(CLOCK_DRIFT, clock_drift, 10)                                                \
	X(CLOCK_JUMPED, clock_jumped, 8)                                               \
	X(DEVICE_QUIET, device_quiet, 6)                                               \
	X(DEVICE_NONE, device_none, 6)                                                 \
	/* for the model: how a port and its device are, a word and a sentence */      \
	X(HEALTH_CLOSED, health_closed, 6)                                             \
	X(HEALTH_CLOSED_WHY, health_closed_why, 60)                                    \
	X(HEALTH_WAITS, health_waits, 6)                                               \
	X(HEALTH_WAITS_WHY, health_waits_why, 60)                                      \
	X(HEALTH_GOOD, health_good, 6)                                                 \
	X(HEALTH_GOOD_WHY, health_good_why, 60)                                        \
	X(HEALTH_HAND, health_hand, 6)                                                 \
	X(HEALTH_HAND_WHY, health_hand_why, 60)                                        \
	X(HEALTH_SILENT, health_silent, 6)                                             \
	X(HEALTH_SILENT_WHY, health_silent_why, 60)                                    \
	X(HEALTH_NOISE, health_noise, 6)                                               \
	X(HEALTH_NOISE_WHY, health_noise_why, 60)                                      \
	X(HEALTH_PARITY, health_parity, 6)                                             \
	X(HEALTH_PARITY_WHY, health_parity_why, 60)                                    \
	X(HEALTH_BAUD, health_baud, 6)                                                 \
	X(HEALTH_BAUD_WHY, health_baud_why, 60)                                        \
	X(HEALTH_FLOOD, health_flood, 6)                                               \
	X(HEALTH_FLOOD_WHY, health_flood_why, 60)                                      \
	X(HEALTH_UNPLUGGED, health_unplugged, 6)                                       \
	X(HEALTH_UNPLUGGED_WHY, health_unplugged_why, 60)                              \
	X(HEALTH_MISSING, health_missing, 6)                                           \
	X(HEALTH_MISSING_WHY, health_missing_why, 60)                                  \
	X(HEALTH_HELD, health_held, 6)                                                 \
	X(HEALTH_HELD_WHY, health_held_why, 60)                                        \
	X(HEALTH_DENIED, health_denied, 6)                                             \
	X(HEALTH_DENIED_WHY, health_denied_why, 60)                                    \
	X(HEALTH_REFUSED, health_refused, 6)                                           \
	X(HEALTH_REFUSED_WHY, health_refused_why, 60)                                  \
	/* the screen of devices */                                                    \
	X(RECOGNISE, recognise, 6)                                                     \
	X(RECOGNISE_AGAIN, recognise_again, 6)                                         \
	X(STOP_SEARCH, stop_search, 6)                                                 \
	X(MAY_ASK, may_ask, 8)                                                         \
	X(BIND, bind, 6)                                                               \
	X(UNBIND, unbind, 6)                                                           \
	X(ZERO, zero, 6)                                                               \
	X(TARE, tare, 6)                                                               \
	X(CHECK, check, 6)                                                             \
	X(MEASURE_HERE, measure_here, 6)                                               \
	X(IS_HERE, is_here, 8)                                                         \
	X(PORT_UNUSED, port_unused, 6)                                                 \
	X(NO_PORTS, no_ports, 12)                                                      \
	X(CHOOSE_PORT, choose_port, 16)                                                \
	X(NO_PORTS_TODO, no_ports_todo, 30)                                            \
	X(PROFILE_OF, profile_of, 24)                                                  \
	X(PROFILE_NONE, profile_none, 24)                                              \
	X(PROVEN_BY, proven_by, 40)                                                    \
	X(LAST_WORDS, last_words, 24)                                                  \
	X(LAST_WORDS_NONE, last_words_none, 24)                                        \
	X(LIVE, live, 8)                                                               \
	X(LIVE_NONE, live_none, 12)                                                    \
	X(LIVE_HIDDEN, live_hidden, 20)                                                \
	X(PACE, pace, 10)                                                              \
	X(SKIPPED, skipped, 14)                                                        \
	X(NO_READING, no_reading, 12)                                                  \
	X(CHECKED_TODAY, checked_today, 30)                                            \
	X(NOT_CHECKED, not_checked, 12)                                                \
	X(LOADING_PROFILES, loading_profiles, 16)                                      \
	X(TRYING, trying, 24)                                                          \
	X(MOVE_IT, move_it, 30)                                                        \
	X(HEARD, heard, 14)                                                            \
	X(FOUND_TITLE, found_title, 16)                                                \
	X(WHY_FITS, why_fits, 30)                                                      \
	X(FIRST_READING, first_reading, 24)                                            \
	X(FOUND_SILENT, found_silent, 50)                                              \
	X(FOUND_NOISE, found_noise, 50)                                                \
	X(FOUND_FAILED, found_failed, 50)                                              \
	X(SERVES_TITLE, serves_title, 24)                                              \
	X(SERVES_HOW, serves_how, 24)                                                  \
	X(LANES, lanes, 10)                                                            \
	X(CHECK_HOW, check_how, 40)                                                    \
	X(CHECK_SAME, check_same, 8)                                                   \
	X(SURE, sure, 6)                                                               \
	X(SURE_UNBIND, sure_unbind, 40)                                                \
	X(SURE_ORDER, sure_order, 40)                                                  \
	/* what came of the last touch there; {1} why */                               \
	X(NOTE_BOUND, note_bound, 30)                                                  \
	X(NOTE_BUSY, note_busy, 30)                                                    \
	X(NOTE_FAILED, note_failed, 40)                                                \
	X(READS_CARDS, reads_cards, 6)                                                 \
	X(CARDS_NOT_SHOWN, cards_not_shown, 40)                                        \
	X(NOTE_NO_ITEM, note_no_item, 30)                                              \
	X(NOTE_TWO_ITEMS, note_two_items, 30)                                          \
	X(NOTE_CHOOSE_ITEM, note_choose_item, 30)                                      \
	X(NOTE_NOW_BOUND, note_now_bound, 30)                                          \
	X(NOTE_UNBOUND, note_unbound, 30)                                              \
	X(NOTE_TOLD, note_told, 30)                                                    \
	X(NOTE_NOT_TOLD, note_not_told, 30)                                            \
	X(NOTE_NO_READING, note_no_reading, 30)                                        \
	X(NOTE_UNSTEADY, note_unsteady, 30)                                            \
	X(NOTE_CHECKED, note_checked, 30)                                              \
	/* for the model: how a port is, in a word and what to do */                   \
	X(PORT_NEW_TODO, port_new_todo, 44)                                            \
	X(PORT_SPEAKS, port_speaks, 6)                                                 \
	X(PORT_SPEAKS_TODO, port_speaks_todo, 44)                                      \
	X(PORT_KNOWN_TODO, port_known_todo, 44)                                        \
	/* for the model: a reading in words; {1} the channel */                       \
	X(READ_CHANNEL, read_channel, 6)                                               \
	X(READ_START, read_start, 6)                                                   \
	X(READ_FINISH, read_finish, 6)                                                 \
	X(READ_SPLIT, read_split, 6)                                                   \
	X(READ_IMPULSE, read_impulse, 6)                                               \
	X(READ_LAP, read_lap, 6)                                                       \
	X(READ_TIME, read_time, 6)                                                     \
	X(READ_WEIGHT, read_weight, 6)                                                 \
	X(READ_LENGTH, read_length, 6)                                                 \
	X(READ_HEIGHT, read_height, 6)                                                 \
	X(READ_VOLUME, read_volume, 6)                                                 \
	X(READ_FLOW, read_flow, 6)                                                     \
	X(READ_COUNT, read_count, 6)                                                   \
	X(READ_NEXT, read_next, 8)                                                     \
	X(READ_CARD, read_card, 8)                                                     \
	X(READ_FOUL, read_foul, 6)                                                     \
	X(READ_STATUS, read_status, 8)                                                 \
	X(READ_STABLE, read_stable, 6)                                                 \
	X(READ_UNSTABLE, read_unstable, 6)                                             \
	X(READ_RUNNING, read_running, 6)                                               \
	X(READ_OUTSIDE, read_outside, 8)                                               \
	X(READ_ERROR, read_error, 6)                                                   \
	X(READ_BATTERY, read_battery, 6)

enum text {
#define X(key, name, room) TEXT_##key,
	TEXTS(X)
#undef X
		TEXT_COUNT
};

#endif
