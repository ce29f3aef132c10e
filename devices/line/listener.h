/*
 * listener - the inside of the thread: line.c gives it two pipe ends.
 *
 * Everything here belongs to the thread from listener_run() until it returns;
 * orders come in through one pipe and chunks leave through the other.
 */
#ifndef DEVICES_LISTENER_H
#define DEVICES_LISTENER_H

#include "half_duplex.h"
#include "line.h"
#include "opener.h"

#define LISTENER_RING_US    ((int64_t)500 * 1000)
#define LISTENER_CONNECT_US ((int64_t)3000 * 1000)
#define LISTENER_OUT	    1024

enum order_kind { ORDER_STOP, ORDER_ADD, ORDER_REMOVE, ORDER_SEND };

struct order {
	enum order_kind kind;
	int32_t port;
	uint32_t life;
	uint32_t len; /* ORDER_SEND */
	const struct opener *opener;
	struct line_settings settings;
	char where[128]; /* with its prefix */
	uint8_t bytes[CHUNK_BYTES];
};
_Static_assert(sizeof(struct order) <= 512, "an order is one pipe write");

enum port_state { PORT_FREE, PORT_SHUT, PORT_OPENING, PORT_OPEN };

struct port {
	enum port_state state;
	uint32_t life;
	uint64_t order;	 /* of its next chunk */
	int64_t due_us;	 /* shut: try again; opening: give up */
	int64_t send_us; /* not before */
	const struct opener *opener;
	struct line_settings settings;
	struct hold hold;
	struct half_duplex half;
	char where[128];
	struct reason said; /* what was told last; "" none */
	size_t out_len;
	uint8_t out[LISTENER_OUT];
};

struct listener {
	int orders; /* read end */
	int chunks; /* write end, non-blocking */
	void (*doorbell)(void *);
	void *ctx;
	bool stop;
	bool ring;	    /* something was written in this round */
	bool waiting;	    /* `chunk` found the pipe full; no port is read */
	struct chunk chunk; /* the one being made */
	struct port ports[LINE_PORTS_MAX];
};

void *listener_run(void *listener);

#endif
