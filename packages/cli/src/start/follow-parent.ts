// Loaded before the point's own program (`node --import`): a point whose i-Speed has died ends with it, so that its port
// is free for the next start, even after a kill -9.

process.on('disconnect', () => process.exit(1));
// The channel alone keeps nothing alive.
process.channel?.unref();
