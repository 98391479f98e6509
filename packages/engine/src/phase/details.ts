// Details of failures that a program may tell from others of their code, to say what helps.

/** Of `ticket.refused`: what answers at the hub's address is none. */
export const NO_HUB = 'no answer of a hub';

/** Of `point.unreachable`: the hub names no point, or none with what was asked for. */
export const NO_POINT_OFFERED = 'the hub offers no point now';
