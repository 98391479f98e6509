-- The point of a measurement is read by no question: it stands in the record (measurement_details) alone.
ALTER TABLE measurements DROP COLUMN IF EXISTS point_id;

-- As network_prefix, beside which it is read: by rules that look hours back.
ALTER TABLE measurements MODIFY COLUMN device_model LowCardinality(Nullable(String)) CODEC(ZSTD(3)) TTL toStartOfMonth(kept_at) + INTERVAL 3 MONTH;

-- Codecs by what they save (docs/operate/scale.md); older parts take them as they are merged.
ALTER TABLE measurements MODIFY COLUMN id UUID CODEC(ZSTD(9)),
    MODIFY COLUMN download_mbps Nullable(Float32) CODEC(ZSTD(3)),
    MODIFY COLUMN upload_mbps Nullable(Float32) CODEC(ZSTD(3)),
    MODIFY COLUMN latency_idle_ms Nullable(Float32) CODEC(ZSTD(3)),
    MODIFY COLUMN jitter_ms Nullable(Float32) CODEC(ZSTD(3)),
    MODIFY COLUMN latency_loaded_down_ms Nullable(Float32) CODEC(ZSTD(3)),
    MODIFY COLUMN latency_loaded_up_ms Nullable(Float32) CODEC(ZSTD(3));

ALTER TABLE device_weeks MODIFY COLUMN n_download UInt32 CODEC(T64, ZSTD(1)),
    MODIFY COLUMN n_upload UInt32 CODEC(T64, ZSTD(1)),
    MODIFY COLUMN n_latency_idle UInt32 CODEC(T64, ZSTD(1)),
    MODIFY COLUMN n_latency_loaded_down UInt32 CODEC(T64, ZSTD(1)),
    MODIFY COLUMN n_latency_loaded_up UInt32 CODEC(T64, ZSTD(1)),
    MODIFY COLUMN n_jitter UInt32 CODEC(T64, ZSTD(1)),
    MODIFY COLUMN n_responsiveness UInt32 CODEC(T64, ZSTD(1)),
    MODIFY COLUMN n_loss UInt32 CODEC(T64, ZSTD(1)),
    MODIFY COLUMN n_failure UInt32 CODEC(T64, ZSTD(1)),
    MODIFY COLUMN n_ipv6 UInt32 CODEC(T64, ZSTD(1));
