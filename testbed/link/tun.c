/* One end of the link: a TUN device inside a named network namespace, with TCP offloads so that few reads carry much. */
#define _GNU_SOURCE
#include "link.h"
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static void die(const char *what) {
  perror(what);
  exit(1);
}

int tun_open(const char *namespace_name, const char *device) {
  char path[128];
  snprintf(path, sizeof path, "/var/run/netns/%s", namespace_name);
  int space = open(path, O_RDONLY | O_CLOEXEC);
  if (space < 0) die(path);
  if (setns(space, CLONE_NEWNET)) die("setns");
  close(space);
  int fd = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) die("/dev/net/tun");
  struct ifreq request = {.ifr_flags = IFF_TUN | IFF_NO_PI | IFF_VNET_HDR};
  snprintf(request.ifr_name, IFNAMSIZ, "%s", device);
  if (ioctl(fd, TUNSETIFF, &request)) die("TUNSETIFF");
  int header = sizeof(struct virtio_net_hdr);
  if (ioctl(fd, TUNSETVNETHDRSZ, &header)) die("TUNSETVNETHDRSZ");
  if (ioctl(fd, TUNSETOFFLOAD, TUN_F_CSUM | TUN_F_TSO4 | TUN_F_TSO6)) die("TUNSETOFFLOAD");
  return fd;
}
