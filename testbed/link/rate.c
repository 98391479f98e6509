/* What the bottleneck can carry, when: rate steps that repeat, outages, and the token bucket. */
#include "link.h"
#include <math.h>

/* The step that covers t. Times mostly move forward, so the search starts where the last one ended. */
static double step_rate(Path *p, double t, double *until) {
  if (p->step_count == 1) {
    *until = NEVER;
    return p->steps[0].bytes_per_ns;
  }
  double period = p->steps[p->step_count - 1].until_ns, rel = t - p->zero_ns, base = p->zero_ns;
  if (rel < 0) rel = 0;
  double turns = floor(rel / period);
  base += turns * period;
  rel -= turns * period;
  int i = p->step_hint;
  if (i > 0 && rel < p->steps[i - 1].until_ns) i = 0;
  while (i < p->step_count - 1 && rel >= p->steps[i].until_ns) i++;
  p->step_hint = i;
  *until = base + p->steps[i].until_ns;
  if (*until <= t) *until = t + 1; /* a rounding at the border must not stop time */
  return p->steps[i].bytes_per_ns;
}

double rate_at(Path *p, double t, double *until) {
  double rate = step_rate(p, t, until);
  for (int i = 0; i < p->outage_count; i++) {
    const Outage *o = &p->outages[i];
    double from = p->zero_ns + o->from_ns, to = p->zero_ns + o->to_ns;
    if (o->drops) continue;
    if (t >= from && t < to) rate = 0;
    if (t < from && from < *until) *until = from;
    if (t >= from && t < to && to < *until) *until = to;
  }
  return rate;
}

bool outage_drops(const Path *p, double t) {
  if (p->is_cut) return true;
  for (int i = 0; i < p->outage_count; i++) {
    const Outage *o = &p->outages[i];
    if (o->drops && t >= p->zero_ns + o->from_ns && t < p->zero_ns + o->to_ns) return true;
  }
  return false;
}

double rate_integral(Path *p, double from, double to) {
  double sum = 0, until;
  while (from < to) {
    double rate = rate_at(p, from, &until), end = until < to ? until : to;
    sum += rate * (end - from);
    from = end;
  }
  return sum;
}

void bucket_refill(Path *p, double t) {
  if (t <= p->tokens_ns) return;
  p->tokens += (t - p->tokens_ns) * p->bucket_bytes_per_ns;
  if (p->tokens > p->bucket_size) p->tokens = p->bucket_size;
  p->tokens_ns = t;
}

double drain_ms(Path *p, double t) {
  double bytes = p->backlog, at = t, until;
  const double horizon = t + 60e3 * MS; /* a dead link's wait is reported as one minute */
  while (bytes > 0 && at < horizon) {
    double rate = rate_at(p, at, &until), end = until < horizon ? until : horizon;
    if (rate * (end - at) >= bytes) {
      at += bytes / rate;
      bytes = 0;
    } else {
      bytes -= rate * (end - at);
      at = end;
    }
  }
  double wait = at - t;
  if (p->bucket_size > 0 && p->bucket_waits) {
    bucket_refill(p, t);
    double short_of = (p->backlog - p->tokens) / p->bucket_bytes_per_ns;
    if (short_of > wait) wait = short_of;
  }
  return wait / MS;
}
