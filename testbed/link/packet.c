/* Super-packets: the kernel hands over up to 64 KiB of TCP unsegmented; here they divide into the packets of the emulated link
   and neighbours that arrive together are handed on together, as a network card's offloads do. Checksums stay partial: TUN allows it. */
#include "link.h"
#include <arpa/inet.h>
#include <string.h>
#include <sys/uio.h>

#define TCP 6
#define UDP 17
#define TCP_FIN 0x01
#define TCP_PSH 0x08
#define TCP_CWR 0x80

static uint16_t load16(const uint8_t *b) { return (uint16_t)(b[0] << 8 | b[1]); }
static void store16(uint8_t *b, uint16_t v) { b[0] = (uint8_t)(v >> 8); b[1] = (uint8_t)v; }
static uint32_t load32(const uint8_t *b) { return (uint32_t)load16(b) << 16 | load16(b + 2); }
static void store32(uint8_t *b, uint32_t v) { store16(b, (uint16_t)(v >> 16)); store16(b + 2, (uint16_t)v); }

static uint32_t sum16(const uint8_t *b, uint32_t len, uint32_t sum) {
  for (uint32_t i = 0; i + 1 < len; i += 2) sum += load16(b + i);
  return sum;
}
static uint16_t fold(uint32_t sum) {
  while (sum >> 16) sum = (sum & 0xffff) + (sum >> 16);
  return (uint16_t)sum;
}

void packet_read_shape(Shape *s, const uint8_t *b, uint32_t total) {
  s->total = total;
  s->six = b[0] >> 4 == 6;
  uint32_t ip = s->six ? 40 : (uint32_t)(b[0] & 15) * 4, header = ip;
  uint8_t protocol = total < 40 ? 0 : s->six ? b[6] : b[9];
  if (protocol == TCP && total >= ip + 20) header = ip + (uint32_t)(b[ip + 12] >> 4) * 4;
  if (protocol == UDP) header = ip + 8;
  s->header = header < total ? header : total;
  uint8_t kind = s->vnet.gso_type & ~VIRTIO_NET_HDR_GSO_ECN;
  bool super = protocol == TCP && (kind == VIRTIO_NET_HDR_GSO_TCPV4 || kind == VIRTIO_NET_HDR_GSO_TCPV6) && s->vnet.gso_size;
  s->gso = super ? s->vnet.gso_size : 0;
  s->segments = super ? (total - s->header + s->gso - 1) / s->gso : 1;
}

uint32_t packet_payload(const Shape *s, uint32_t index) {
  uint32_t all = s->total - s->header;
  if (!s->gso) return all;
  uint32_t from = index * s->gso;
  return all - from < s->gso ? all - from : s->gso;
}

uint32_t packet_len(const Shape *s, uint32_t index) { return s->header + packet_payload(s, index); }

/* Makes `head`, a copy of the super-packet's headers, those of `payload` bytes that begin with segment `first`. */
static void rewrite(uint8_t *head, const Shape *s, uint32_t first, uint32_t payload, bool is_last) {
  uint32_t ip = s->six ? 40 : (uint32_t)(head[0] & 15) * 4, tcp_len = s->header - ip + payload;
  uint8_t *tcp = head + ip;
  uint32_t addresses;
  if (s->six) {
    store16(head + 4, (uint16_t)tcp_len);
    addresses = sum16(head + 8, 32, 0);
  } else {
    store16(head + 2, (uint16_t)(s->header + payload));
    store16(head + 4, (uint16_t)(load16(head + 4) + first));
    store16(head + 10, 0);
    store16(head + 10, (uint16_t)~fold(sum16(head, ip, 0)));
    addresses = sum16(head + 12, 8, 0);
  }
  store32(tcp + 4, load32(tcp + 4) + first * s->gso);
  if (!is_last) tcp[13] &= (uint8_t)~(TCP_FIN | TCP_PSH);
  if (first) tcp[13] &= (uint8_t)~TCP_CWR;
  store16(tcp + 16, fold(addresses + TCP + tcp_len));
}

int packet_write(int fd, const Shape *s, const uint8_t *bytes, uint32_t first, uint32_t count) {
  struct virtio_net_hdr vnet = s->vnet;
  if (!s->gso || count == s->segments) {
    struct iovec whole[2] = {{&vnet, sizeof vnet}, {(void *)bytes, s->total}};
    return writev(fd, whole, 2) < 0 ? -1 : 0;
  }
  uint8_t head[256];
  if (s->header > sizeof head) return -1;
  uint32_t last = first + count - 1, payload = (count - 1) * s->gso + packet_payload(s, last);
  memcpy(head, bytes, s->header);
  rewrite(head, s, first, payload, last == s->segments - 1);
  if (count == 1) {
    vnet.gso_type = VIRTIO_NET_HDR_GSO_NONE;
    vnet.gso_size = 0;
  }
  vnet.hdr_len = (uint16_t)s->header;
  struct iovec part[3] = {{&vnet, sizeof vnet}, {head, s->header}, {(void *)(bytes + s->header + first * s->gso), payload}};
  return writev(fd, part, 3) < 0 ? -1 : 0;
}
