/* Reads what `openLink` writes: one setting a line, `down` or `up` first where it concerns one direction. */
#include "link.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BYTES_PER_NS(mbit) ((mbit) / 8000.0) /* 1 Mbit/s is 125,000 bytes a second */

static void refuse(const char *line) {
  fprintf(stderr, "link: cannot read setting: %s\n", line);
  exit(2);
}

static void add_step(Path *p, double ms, double mbit) {
  if (p->step_count == MAX_STEPS) refuse("too many steps");
  double before = p->step_count ? p->steps[p->step_count - 1].until_ns : 0;
  p->steps[p->step_count++] = (Step){before + ms * MS, BYTES_PER_NS(mbit)};
}

static bool path_setting(Path *p, const char *key, const char *v) {
  double a = 0, b = 0, c = 0;
  char word[16] = "";
  int n = sscanf(v, "%lf %lf %lf", &a, &b, &c);
  if (!strcmp(key, "step") && n == 2) add_step(p, a, b);
  else if (!strcmp(key, "delay") && n == 1) p->delay_ns = a * MS;
  else if (!strcmp(key, "jitter") && n == 1) p->jitter_ns = a * MS;
  else if (!strcmp(key, "loss") && n == 1) p->loss = a;
  else if (!strcmp(key, "queue") && n == 1) p->queue_bytes = a;
  else if (!strcmp(key, "seed") && n == 1) p->seed = (uint64_t)a;
  else if (!strcmp(key, "burst") && n == 3) p->burst_enter = a, p->burst_leave = b, p->burst_loss = c;
  else if (!strcmp(key, "cross") && n == 3) p->cross_bytes_per_ns = BYTES_PER_NS(a), p->cross_on_ns = b * MS, p->cross_off_ns = c * MS;
  else if (!strcmp(key, "bucket") && sscanf(v, "%lf %lf %15s", &a, &b, word) == 3) {
    p->bucket_bytes_per_ns = BYTES_PER_NS(a), p->bucket_size = b, p->bucket_waits = !strcmp(word, "wait");
  } else if (!strcmp(key, "outage") && sscanf(v, "%lf %lf %15s", &a, &b, word) == 3 && p->outage_count < MAX_OUTAGES) {
    p->outages[p->outage_count++] = (Outage){a * MS, b * MS, !strcmp(word, "drop")};
  } else return false;
  return true;
}

/* Memory for what a path can hold at once: queue and flight at its highest rate, twice, since dropped segments keep their place. */
static void reserve(Path *p) {
  double top = 0;
  for (int i = 0; i < p->step_count; i++) if (p->steps[i].bytes_per_ns > top) top = p->steps[i].bytes_per_ns;
  p->arena_size = (size_t)(2 * (top * (p->delay_ns + p->jitter_ns) + p->queue_bytes)) + (16u << 20);
  p->arena = aligned_alloc(64, p->arena_size / 64 * 64);
  p->ring = calloc(SLOTS, sizeof(Packet));
  if (!p->arena || !p->ring) { perror("link: memory"); exit(1); }
  chance_seed(&p->loss_chance, p->seed);
  chance_seed(&p->jitter_chance, p->seed ^ 0x5bd1e995);
}

void settings_read(const char *file, Settings *s, Path *paths) {
  FILE *f = fopen(file, "r");
  if (!f) { perror(file); exit(2); }
  char line[600], key[32];
  int at = 0;
  while (fgets(line, sizeof line, f)) {
    line[strcspn(line, "\n")] = 0;
    int side = !strncmp(line, "down ", 5) ? 0 : !strncmp(line, "up ", 3) ? 1 : -1;
    if (side >= 0) {
      if (sscanf(line, "%*s %31s %n", key, &at) != 1 || !path_setting(&paths[side], key, line + at)) refuse(line);
    } else if (sscanf(line, "server %63s", s->server_ns) != 1 && sscanf(line, "client %63s", s->client_ns) != 1 &&
               sscanf(line, "device %15s", s->device) != 1 && sscanf(line, "journal %511[^\n]", s->journal) != 1 &&
               sscanf(line, "grid %lf", &s->grid_ms) != 1 && sscanf(line, "seconds %lf", &s->seconds) != 1) refuse(line);
  }
  fclose(f);
  for (int side = 0; side < 2; side++) {
    if (!paths[side].step_count) refuse("a direction without a rate");
    paths[side].side = side;
    reserve(&paths[side]);
  }
}
