/* Packets from one TUN device into a path and out of it into the other. Bytes are read once into an arena and never copied. */
#include "link.h"
#include <sys/uio.h>

#define READS_AT_ONCE 64
#define ALIGN 64
#define NO_ROOM SIZE_MAX

/* Room for one super-packet at the arena's end. Packets leave in order, so what lies before the oldest is free. */
static size_t room(Path *p) {
  const size_t need = sizeof(Shape) + READ_MAX;
  if (p->head == p->tail) return p->arena_tail = 0;
  size_t oldest = p->ring[p->head % SLOTS].buffer;
  if (p->arena_tail >= oldest) {
    if (p->arena_size - p->arena_tail > need) return p->arena_tail;
    return oldest > need ? (p->arena_tail = 0) : NO_ROOM;
  }
  return oldest - p->arena_tail > need ? p->arena_tail : NO_ROOM;
}

int carry_take(Path *p, double (*now)(void)) {
  static struct { Shape shape; uint8_t bytes[READ_MAX]; } spare;
  int taken = 0;
  for (; taken < READS_AT_ONCE; taken++) {
    size_t buffer = room(p);
    Shape *shape = buffer == NO_ROOM ? &spare.shape : (Shape *)(p->arena + buffer);
    uint8_t *bytes = (uint8_t *)(shape + 1);
    struct iovec into[2] = {{&shape->vnet, sizeof shape->vnet}, {bytes, READ_MAX}};
    ssize_t n = readv(p->from_fd, into, 2);
    if (n <= (ssize_t)sizeof shape->vnet) break;
    double t = now();
    if (buffer == NO_ROOM) { journal_cell(p->side, t)->artefacts++; continue; }
    packet_read_shape(shape, bytes, (uint32_t)n - sizeof shape->vnet);
    p->arena_tail = (buffer + sizeof *shape + shape->total + ALIGN - 1) / ALIGN * ALIGN;
    path_serve(p, t);
    for (uint32_t i = 0; i < shape->segments; i++) {
      const Packet packet = {.buffer = buffer, .index = (uint16_t)i, .real = true,
                             .len = packet_len(shape, i), .payload = packet_payload(shape, i)};
      path_admit(p, t, &packet);
    }
  }
  return taken;
}

int carry_give(Path *p, double now) {
  int given = 0;
  while (p->head != p->serve) {
    const Packet *first = &p->ring[p->head % SLOTS];
    if (first->due_ns > now) break;
    p->head++;
    if (!first->real || first->lost) continue;
    uint32_t count = 1;
    for (; p->head != p->serve; p->head++, count++) {
      const Packet *next = &p->ring[p->head % SLOTS];
      if (next->due_ns > now || !next->real || next->lost || next->buffer != first->buffer) break;
      if (next->index != first->index + count) break;
    }
    const Shape *shape = (const Shape *)(p->arena + first->buffer);
    Cell *cell = journal_cell(p->side, now);
    if (packet_write(p->to_fd, shape, (const uint8_t *)(shape + 1), first->index, count)) cell->artefacts++;
    double late_ms = (now - first->due_ns) / MS;
    if (late_ms > cell->late_max_ms) cell->late_max_ms = late_ms;
    given++;
  }
  return given;
}
