#include "many_keys.h"

/* The grid first; what it orders is written by the place. */
static bool grant_cell(struct place *place, const struct intent *want, struct now now)
{
	struct many *grid = &place->many->grid;
	struct many_number number = { .count = 0 };
	enum many_order order = MANY_NOTHING;

	switch (want->kind) {
	case INTENT_CELL:
		many_select(grid, want->index);
		break;
	case INTENT_CELL_MOVE:
		many_move(grid, want->index);
		break;
	case INTENT_CELL_DIGIT:
		many_digit(grid, want->index);
		break;
	case INTENT_CELL_ERASE:
		many_erase(grid);
		break;
	case INTENT_CELL_LESS:
		many_less(grid, want->index);
		break;
	case INTENT_CELL_ENTER:
		order = many_enter(grid, &number);
		break;
	case INTENT_CELL_ZERO:
		order = many_zero(grid, &number);
		break;
	case INTENT_CELL_NOBODY:
		order = many_nobody(grid);
		break;
	default:
		return false;
	}
	place_many_grant(place, order, &number, now);
	return true;
}

bool many_keys_grant(struct place *place, const struct intent *want, struct now now)
{
	switch (want->kind) {
	case INTENT_MANY_PICK:
		place_many_pick(place, want->index, now);
		return true;
	case INTENT_MANY_SEX:
		place_many_next_sex(place, now);
		return true;
	case INTENT_MANY_AGAIN:
		place_many_again(place, now);
		return true;
	case INTENT_GO:
		place_go(place, now);
		return true;
	default:
		return grant_cell(place, want, now);
	}
}
