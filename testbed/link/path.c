/* One direction: who is let in (loss, policer, outage, full queue), when each packet leaves the bottleneck, when it arrives. */
#include "link.h"

#define CROSS_BYTES 1500

static Packet *at(Path *p, uint32_t i) { return &p->ring[i % SLOTS]; }

void path_start(Path *p, double now) {
  p->zero_ns = now;
  p->tokens = p->bucket_size;
  p->tokens_ns = now;
  p->cross_next_ns = now;
  p->step_hint = 0;
}

/* Loss on the way to the bottleneck: random, or in bursts (Gilbert-Elliott), one draw a packet and state. */
static bool is_lost(Path *p) {
  if (p->burst_enter > 0) {
    double draw = chance_next(&p->loss_chance);
    if (p->in_burst ? draw < p->burst_leave : draw < p->burst_enter) p->in_burst = !p->in_burst;
    if (p->in_burst && chance_next(&p->loss_chance) < p->burst_loss) return true;
  }
  return p->loss > 0 && chance_next(&p->loss_chance) < p->loss;
}

/* A policer drops what exceeds its bucket; a bucket that waits holds packets at the bottleneck instead. */
static bool is_policed(Path *p, double t, uint32_t len) {
  if (p->bucket_size <= 0 || p->bucket_waits) return false;
  bucket_refill(p, t);
  if (p->tokens < len) return true;
  p->tokens -= len;
  return false;
}

void path_admit(Path *p, double t, const Packet *packet) {
  Cell *cell = journal_cell(p->side, t);
  if (packet->real) {
    cell->in_bytes += packet->len;
    cell->in_packets++;
    if (outage_drops(p, t)) { cell->cut_packets++; return; }
    if (is_lost(p)) { cell->lost_packets++; return; }
    if (is_policed(p, t, packet->len)) { cell->policed_packets++; return; }
  }
  if (p->backlog > p->queue_bytes) {
    if (packet->real) cell->full_packets++;
    return;
  }
  if (p->tail - p->head >= SLOTS) { cell->artefacts++; return; }
  Packet *slot = at(p, p->tail++);
  *slot = *packet;
  slot->arrived_ns = t;
  slot->lost = false;
  p->backlog += packet->len;
}

/* The extra delay of the moment: uniform, drawn anew each 10 ms, as a radio's schedule moves packets together. */
static double jitter(Path *p, double t) {
  if (p->jitter_ns <= 0) return 0;
  if (t >= p->jitter_until_ns) {
    p->jitter_now_ns = chance_next(&p->jitter_chance) * p->jitter_ns;
    p->jitter_until_ns = t + 10 * MS;
  }
  return p->jitter_now_ns;
}

static void leave(Path *p, Packet *packet, double t) {
  Cell *cell = journal_cell(p->side, t);
  p->serve++;
  p->serving = false;
  packet->due_ns = p->last_due_ns;
  if (!packet->real) { cell->cross_bytes += packet->len; return; }
  if (outage_drops(p, t)) { packet->lost = true; cell->cut_packets++; return; }
  double wait = (t - packet->arrived_ns) / MS;
  cell->out_bytes += packet->len;
  cell->payload_bytes += packet->payload;
  cell->out_packets++;
  cell->wait_sum_ms += wait;
  if (wait > cell->wait_max_ms) cell->wait_max_ms = wait;
  double due = t + p->delay_ns + jitter(p, t);
  if (due < p->last_due_ns) due = p->last_due_ns; /* order is kept */
  packet->due_ns = p->last_due_ns = due;
}

/* Begins service of the packet at the bottleneck; false while its bucket lacks tokens at `until`. */
static bool begin(Path *p, const Packet *packet, double until) {
  double start = p->served_ns > packet->arrived_ns ? p->served_ns : packet->arrived_ns;
  if (p->bucket_size > 0 && p->bucket_waits) {
    bucket_refill(p, start);
    double need = packet->len < p->bucket_size ? packet->len : p->bucket_size;
    if (p->tokens < need) start += (need - p->tokens) / p->bucket_bytes_per_ns;
    if (start > until) return false;
    bucket_refill(p, start);
    p->tokens -= need;
  }
  p->served_ns = start;
  p->left = packet->len;
  return p->serving = true;
}

/* Lets the bottleneck work until the given time; every packet leaves at its exact time, however late this is called. */
void path_serve(Path *p, double until) {
  while (p->serve != p->tail) {
    Packet *packet = at(p, p->serve);
    if (!p->serving && !begin(p, packet, until)) return;
    while (p->served_ns < until && p->left > 0) {
      double change, rate = rate_at(p, p->served_ns, &change);
      double end = change < until ? change : until;
      double finish = rate > 0 ? p->served_ns + p->left / rate : NEVER;
      double done = finish <= end ? p->left : rate * (end - p->served_ns);
      p->served_ns = finish <= end ? finish : end;
      p->left = finish <= end ? 0 : p->left - done;
      p->backlog -= done;
    }
    if (p->left > 0) return;
    leave(p, packet, p->served_ns);
  }
  p->backlog = 0; /* sheds what rounding left */
}

/* Foreign traffic that takes its share of the bottleneck and answers to nobody: a constant rate, on and off in turns. */
void path_cross(Path *p, double until) {
  if (p->cross_bytes_per_ns <= 0) return;
  const Packet phantom = {.len = CROSS_BYTES, .real = false, .buffer = p->arena_tail};
  double turn = p->cross_on_ns + p->cross_off_ns;
  while (p->cross_next_ns <= until) {
    double t = p->cross_next_ns, rel = t - p->zero_ns;
    double phase = turn > 0 ? rel - turn * (double)(uint64_t)(rel / turn) : 0;
    if (p->cross_off_ns > 0 && phase >= p->cross_on_ns) {
      p->cross_next_ns = t + (turn - phase) + 1;
      continue;
    }
    path_serve(p, t);
    path_admit(p, t, &phantom);
    p->cross_next_ns = t + CROSS_BYTES / p->cross_bytes_per_ns;
  }
}

double path_next_event(Path *p) {
  double next = p->head != p->serve ? at(p, p->head)->due_ns : NEVER;
  if (p->serve == p->tail) return next;
  double at_ns = p->served_ns;
  if (p->serving) {
    double change, rate = rate_at(p, p->served_ns, &change);
    double finish = rate > 0 ? p->served_ns + p->left / rate : NEVER;
    at_ns = finish < change ? finish : change;
  } else if (p->bucket_waits) {
    at_ns = p->tokens_ns + (at(p, p->serve)->len - p->tokens) / p->bucket_bytes_per_ns;
  }
  return at_ns < next ? at_ns : next;
}
