/* The truth on a fine grid, in a file that is mapped: writing costs no system call, and any reader sees it at once. */
#include "link.h"
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* 64 bytes: magic, clock readings of both clocks at the link's start, the grid, and how many cells are complete. */
typedef struct {
  uint64_t magic, mono_ns, real_ns;
  double grid_ms;
  uint64_t cells;
  _Atomic uint64_t complete;
  uint64_t reserved[2];
} Header;

static Header *header;
static Cell *cells;
static uint64_t cell_count;
static double grid_ns;

void journal_open(const char *path, double grid_ms, double seconds, uint64_t mono_ns, uint64_t real_ns) {
  cell_count = (uint64_t)(seconds * 1e3 / grid_ms) + 1;
  grid_ns = grid_ms * MS;
  size_t size = sizeof(Header) + cell_count * 2 * sizeof(Cell);
  int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
  if (fd < 0 || ftruncate(fd, (off_t)size)) { perror(path); exit(1); }
  header = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (header == MAP_FAILED) { perror("mmap"); exit(1); }
  close(fd);
  cells = (Cell *)(header + 1);
  header->magic = 0x31304b4e494c5349ull; /* "ISLINK01" */
  header->mono_ns = mono_ns;
  header->real_ns = real_ns;
  header->grid_ms = grid_ms;
  header->cells = cell_count;
}

Cell *journal_cell(int side, double t) {
  uint64_t i = t > 0 ? (uint64_t)(t / grid_ns) : 0;
  if (i >= cell_count) i = cell_count - 1; /* the last cell, which no reader takes, collects what comes after */
  return &cells[i * 2 + (uint64_t)side];
}

double journal_next_ns(void) {
  uint64_t next = atomic_load(&header->complete) + 1;
  return next < cell_count ? (double)next * grid_ns : NEVER;
}

/* Completes every cell that ended before `now`: the bottleneck works up to the border, then the queue is read. */
void journal_close_cells(Path *paths, double now, void (*serve)(Path *, double)) {
  uint64_t i = atomic_load(&header->complete);
  while ((double)(i + 1) * grid_ns <= now && i + 1 < cell_count) {
    double from = (double)i * grid_ns, to = (double)(i + 1) * grid_ns;
    for (int side = 0; side < 2; side++) {
      Cell *cell = &cells[i * 2 + (uint64_t)side];
      serve(&paths[side], to);
      cell->capacity_bytes = rate_integral(&paths[side], from, to);
      cell->queue_ms = drain_ms(&paths[side], to);
    }
    atomic_store(&header->complete, ++i);
  }
}
