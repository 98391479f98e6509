/* linkemu: carries IP packets between two network namespaces as a described link would, and keeps the journal of what it did.
   Usage: linkemu SETTINGS. Commands on standard input, one a line, each answered by "ok MS" in the link's own time:
   zero (rate steps, outages, tokens begin anew) | cut | mend | rate down|up MBIT. End of input ends the link. */
#define _GNU_SOURCE
#include "link.h"
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

/* While packets flow, the loop sleeps this long between rounds instead of waking for each: at most 0.05 ms of lateness
   against one wake-up in four packets at 1 Gbit/s, which leaves the two ends their processor time. */
#define ROUND_NS 50000

static Path paths[2];
static uint64_t start_ns;

static uint64_t clock_ns(clockid_t id) {
  struct timespec t;
  clock_gettime(id, &t);
  return (uint64_t)t.tv_sec * 1000000000ull + (uint64_t)t.tv_nsec;
}
static double now(void) { return (double)(clock_ns(CLOCK_MONOTONIC) - start_ns); }

static void obey(const char *line) {
  char side[8] = "";
  double t = now(), mbit = 0;
  for (int i = 0; i < 2; i++) path_serve(&paths[i], t);
  if (!strncmp(line, "zero", 4)) for (int i = 0; i < 2; i++) path_start(&paths[i], t);
  else if (!strncmp(line, "cut", 3)) paths[0].is_cut = paths[1].is_cut = true;
  else if (!strncmp(line, "mend", 4)) paths[0].is_cut = paths[1].is_cut = false;
  else if (sscanf(line, "rate %7s %lf", side, &mbit) == 2 && mbit >= 0) {
    Path *p = &paths[!strcmp(side, "up")];
    p->step_count = 1;
    p->step_hint = 0;
    p->steps[0].bytes_per_ns = mbit / 8000;
  } else {
    printf("no\n");
    fflush(stdout);
    return;
  }
  printf("ok %.6f\n", t / MS);
  fflush(stdout);
}

/* Reads what has come on standard input; false at its end. */
static bool hear(void) {
  static char buffer[256];
  static size_t have;
  ssize_t n = read(STDIN_FILENO, buffer + have, sizeof buffer - 1 - have);
  if (n <= 0) return false;
  have += (size_t)n;
  buffer[have] = 0;
  for (char *end; (end = strchr(buffer, '\n'));) {
    *end = 0;
    obey(buffer);
    have -= (size_t)(end + 1 - buffer);
    memmove(buffer, end + 1, have + 1);
  }
  return have < sizeof buffer - 1;
}

/* Sleeps: a fixed round while packets flow, else until a packet, a command, the next departure or the next cell of the journal. */
static void rest(bool busy) {
  struct pollfd fds[3] = {{paths[0].from_fd, POLLIN, 0}, {paths[1].from_fd, POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}};
  struct timespec span = {0, ROUND_NS};
  if (busy) {
    nanosleep(&span, NULL);
    return;
  }
  double next = journal_next_ns(), t = now();
  for (int i = 0; i < 2; i++) {
    double event = path_next_event(&paths[i]);
    if (event < next) next = event;
  }
  span.tv_nsec = next <= t ? 0 : next - t < 1e9 ? (long)(next - t) : 999999999;
  ppoll(fds, 3, &span, NULL);
}

static bool input_ended(void) {
  struct pollfd in = {STDIN_FILENO, POLLIN, 0};
  return poll(&in, 1, 0) > 0 && !hear();
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: linkemu SETTINGS\n");
    return 2;
  }
  static Settings s = {.device = "lnk", .grid_ms = 10, .seconds = 3600};
  settings_read(argv[1], &s, paths);
  int server = tun_open(s.server_ns, s.device), client = tun_open(s.client_ns, s.device);
  paths[0].from_fd = paths[1].to_fd = server;
  paths[0].to_fd = paths[1].from_fd = client;
  struct sched_param urgent = {.sched_priority = 1};
  bool punctual = !sched_setscheduler(0, SCHED_FIFO, &urgent); /* else lateness shows in the journal */
  prctl(PR_SET_TIMERSLACK, 1);
  start_ns = clock_ns(CLOCK_MONOTONIC);
  journal_open(s.journal, s.grid_ms, s.seconds, start_ns, clock_ns(CLOCK_REALTIME));
  for (int i = 0; i < 2; i++) path_start(&paths[i], 0);
  printf("ready %d\n", punctual);
  fflush(stdout);
  for (uint64_t listened = 0;;) {
    journal_close_cells(paths, now(), path_serve);
    int work = 0;
    for (int i = 0; i < 2; i++) {
      work += carry_take(&paths[i], now);
      double t = now();
      path_cross(&paths[i], t);
      path_serve(&paths[i], t);
      work += carry_give(&paths[i], t);
    }
    uint64_t tenth = clock_ns(CLOCK_MONOTONIC) / 10000000;
    if (!work || tenth != listened) {
      listened = tenth;
      if (input_ended()) return 0;
    }
    rest(work > 0);
  }
}
