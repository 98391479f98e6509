/* The packet link between two network namespaces: what its parts share. Times are nanoseconds since the link started. */
#ifndef ISPEED_LINK_H
#define ISPEED_LINK_H
#include <linux/virtio_net.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MS 1e6 /* nanoseconds in a millisecond */
#define NEVER 1e300
#define MAX_STEPS 65536
#define MAX_OUTAGES 64
#define SLOTS 262144u  /* packets on one path at once; a power of two */
#define READ_MAX 65600 /* a TUN read is at most one 64 KiB super-packet */

typedef struct { double until_ns, bytes_per_ns; } Step;
typedef struct { double from_ns, to_ns; bool drops; } Outage;
typedef struct { uint64_t state; } Chance;

/* One IP packet of the emulated link. Several may lie in one super-packet that the kernel handed over unsegmented. */
typedef struct {
  double arrived_ns, due_ns;
  size_t buffer;       /* where the super-packet lies in the arena */
  uint32_t len;        /* IP bytes of this packet */
  uint32_t payload;    /* transport payload bytes of this packet */
  uint16_t index;      /* which segment of its super-packet */
  bool real, lost;     /* cross traffic is not real; a lost packet is never delivered */
} Packet;

/* How a super-packet divides: written by `packet_read_shape`, stored in front of its bytes in the arena. */
typedef struct {
  struct virtio_net_hdr vnet;
  uint32_t total, header, gso; /* bytes in all, of IP + transport header, of payload in each segment */
  uint32_t segments;
  bool six;
} Shape;

/* One cell of the journal: what happened on one path in one interval of the grid. All doubles, so that any reader can map it. */
typedef struct {
  double capacity_bytes, in_bytes, in_packets, out_bytes, out_packets, payload_bytes, cross_bytes;
  double lost_packets, full_packets, policed_packets, cut_packets;
  double wait_sum_ms, wait_max_ms, queue_ms, late_max_ms, artefacts;
} Cell;

typedef struct {
  /* settings */
  Step steps[MAX_STEPS];
  int step_count;
  double delay_ns, jitter_ns, loss, burst_enter, burst_leave, burst_loss, queue_bytes;
  double bucket_bytes_per_ns, bucket_size;
  bool bucket_waits;
  Outage outages[MAX_OUTAGES];
  int outage_count;
  double cross_bytes_per_ns, cross_on_ns, cross_off_ns;
  uint64_t seed;
  /* state */
  Chance loss_chance, jitter_chance;
  bool in_burst, is_cut;
  double zero_ns;             /* when rate steps, outages and cross traffic count from */
  double served_ns, left, backlog, last_due_ns, tokens, tokens_ns, jitter_now_ns, jitter_until_ns, cross_next_ns;
  bool serving;
  int step_hint;
  Packet *ring;
  uint32_t head, serve, tail; /* [head, serve) travel, [serve, tail) wait at the bottleneck */
  uint8_t *arena;
  size_t arena_size, arena_tail;
  int side;                   /* 0 down, 1 up: the row of the journal */
  int from_fd, to_fd;
} Path;

/* chance.c */
void chance_seed(Chance *c, uint64_t seed);
double chance_next(Chance *c); /* uniform in [0, 1) */

/* rate.c */
double rate_at(Path *p, double t, double *until); /* bytes per ns, and when that ends */
double rate_integral(Path *p, double from, double to);
bool outage_drops(const Path *p, double t);
void bucket_refill(Path *p, double t);
double drain_ms(Path *p, double t); /* how long a packet arriving at t would wait */

/* path.c */
void path_start(Path *p, double now);
void path_admit(Path *p, double t, const Packet *packet);
void path_serve(Path *p, double until);
void path_cross(Path *p, double until);
double path_next_event(Path *p);

/* packet.c */
void packet_read_shape(Shape *shape, const uint8_t *bytes, uint32_t total);
uint32_t packet_len(const Shape *shape, uint32_t index);
uint32_t packet_payload(const Shape *shape, uint32_t index);
int packet_write(int fd, const Shape *shape, const uint8_t *bytes, uint32_t first, uint32_t count);

/* carry.c */
int carry_take(Path *p, double (*now)(void));
int carry_give(Path *p, double now);

/* tun.c */
int tun_open(const char *namespace_name, const char *device);

/* journal.c */
void journal_open(const char *path, double grid_ms, double seconds, uint64_t mono_ns, uint64_t real_ns);
Cell *journal_cell(int side, double t);
double journal_next_ns(void);
void journal_close_cells(Path *paths, double now, void (*serve)(Path *, double));

/* settings.c */
typedef struct {
  char server_ns[64], client_ns[64], device[16], journal[512];
  double grid_ms, seconds;
} Settings;
void settings_read(const char *file, Settings *s, Path *paths);
#endif
