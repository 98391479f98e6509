-- The ends of a rate's own interval as steps of 2^(1/45) = 1.55 % from the rate, rounded outwards (append/row.ts); by their names they are read as
-- ever. The first statement gives a run that broke off between the last two what the second reads.
ALTER TABLE measurements ADD COLUMN IF NOT EXISTS download_low_mbps Nullable(Float32), ADD COLUMN IF NOT EXISTS download_high_mbps Nullable(Float32),
    ADD COLUMN IF NOT EXISTS upload_low_mbps Nullable(Float32), ADD COLUMN IF NOT EXISTS upload_high_mbps Nullable(Float32),
    ADD COLUMN IF NOT EXISTS download_low_steps Nullable(UInt16) CODEC(T64('bit'), ZSTD(1)), ADD COLUMN IF NOT EXISTS download_high_steps Nullable(UInt16) CODEC(T64('bit'), ZSTD(1)),
    ADD COLUMN IF NOT EXISTS upload_low_steps Nullable(UInt16) CODEC(T64('bit'), ZSTD(1)), ADD COLUMN IF NOT EXISTS upload_high_steps Nullable(UInt16) CODEC(T64('bit'), ZSTD(1));
ALTER TABLE measurements UPDATE download_low_steps = if(isNull(download_mbps) OR isNull(download_low_mbps), NULL, toUInt16(least(65535, greatest(0, ceil(45 * log2(ifNull(nullIf(download_mbps, 0), 1) / ifNull(nullIf(download_low_mbps, 0), 1e-300))))))),
    download_high_steps = if(isNull(download_mbps) OR isNull(download_high_mbps), NULL, toUInt16(least(65535, greatest(0, ceil(45 * log2(ifNull(nullIf(download_high_mbps, 0), 1) / ifNull(nullIf(download_mbps, 0), 1e-300))))))),
    upload_low_steps = if(isNull(upload_mbps) OR isNull(upload_low_mbps), NULL, toUInt16(least(65535, greatest(0, ceil(45 * log2(ifNull(nullIf(upload_mbps, 0), 1) / ifNull(nullIf(upload_low_mbps, 0), 1e-300))))))),
    upload_high_steps = if(isNull(upload_mbps) OR isNull(upload_high_mbps), NULL, toUInt16(least(65535, greatest(0, ceil(45 * log2(ifNull(nullIf(upload_high_mbps, 0), 1) / ifNull(nullIf(upload_mbps, 0), 1e-300)))))))
    WHERE isNull(download_low_steps) AND isNull(download_high_steps) AND isNull(upload_low_steps) AND isNull(upload_high_steps) SETTINGS mutations_sync = 2;
ALTER TABLE measurements DROP COLUMN IF EXISTS download_low_mbps, DROP COLUMN IF EXISTS download_high_mbps, DROP COLUMN IF EXISTS upload_low_mbps, DROP COLUMN IF EXISTS upload_high_mbps;
ALTER TABLE measurements ADD COLUMN IF NOT EXISTS download_low_mbps Nullable(Float32) ALIAS toFloat32(download_mbps * exp2(-download_low_steps / 45)),
    ADD COLUMN IF NOT EXISTS download_high_mbps Nullable(Float32) ALIAS toFloat32(download_mbps * exp2(download_high_steps / 45)),
    ADD COLUMN IF NOT EXISTS upload_low_mbps Nullable(Float32) ALIAS toFloat32(upload_mbps * exp2(-upload_low_steps / 45)),
    ADD COLUMN IF NOT EXISTS upload_high_mbps Nullable(Float32) ALIAS toFloat32(upload_mbps * exp2(upload_high_steps / 45));

ALTER TABLE measurements MODIFY COLUMN seniority UInt64 CODEC(Delta, T64('bit'), ZSTD(1));

-- Values are made anew, by the number of a device that they bear now (statistics/columns.ts). How many measurements stand behind a value is mostly
-- the same for all quantities: kept as what it is more than the downloads.
ALTER TABLE builds DELETE WHERE 1 SETTINGS mutations_sync = 2;
ALTER TABLE device_weeks DELETE WHERE 1 SETTINGS mutations_sync = 2;
ALTER TABLE device_weeks ADD COLUMN IF NOT EXISTS more_upload Int32 CODEC(T64, ZSTD(1)),
    ADD COLUMN IF NOT EXISTS more_latency_idle Int32 CODEC(T64, ZSTD(1)),
    ADD COLUMN IF NOT EXISTS more_latency_loaded_down Int32 CODEC(T64, ZSTD(1)),
    ADD COLUMN IF NOT EXISTS more_latency_loaded_up Int32 CODEC(T64, ZSTD(1)),
    ADD COLUMN IF NOT EXISTS more_jitter Int32 CODEC(T64, ZSTD(1)),
    ADD COLUMN IF NOT EXISTS more_responsiveness Int32 CODEC(T64, ZSTD(1)),
    ADD COLUMN IF NOT EXISTS more_loss Int32 CODEC(T64, ZSTD(1)),
    ADD COLUMN IF NOT EXISTS more_failure Int32 CODEC(T64, ZSTD(1)),
    ADD COLUMN IF NOT EXISTS more_ipv6 Int32 CODEC(T64, ZSTD(1));
ALTER TABLE device_weeks DROP COLUMN IF EXISTS n_upload, DROP COLUMN IF EXISTS n_latency_idle, DROP COLUMN IF EXISTS n_latency_loaded_down, DROP COLUMN IF EXISTS n_latency_loaded_up, DROP COLUMN IF EXISTS n_jitter, DROP COLUMN IF EXISTS n_responsiveness, DROP COLUMN IF EXISTS n_loss, DROP COLUMN IF EXISTS n_failure, DROP COLUMN IF EXISTS n_ipv6;
ALTER TABLE device_weeks ADD COLUMN IF NOT EXISTS n_upload UInt32 ALIAS toUInt32(n_download + more_upload),
    ADD COLUMN IF NOT EXISTS n_latency_idle UInt32 ALIAS toUInt32(n_download + more_latency_idle),
    ADD COLUMN IF NOT EXISTS n_latency_loaded_down UInt32 ALIAS toUInt32(n_download + more_latency_loaded_down),
    ADD COLUMN IF NOT EXISTS n_latency_loaded_up UInt32 ALIAS toUInt32(n_download + more_latency_loaded_up),
    ADD COLUMN IF NOT EXISTS n_jitter UInt32 ALIAS toUInt32(n_download + more_jitter),
    ADD COLUMN IF NOT EXISTS n_responsiveness UInt32 ALIAS toUInt32(n_download + more_responsiveness),
    ADD COLUMN IF NOT EXISTS n_loss UInt32 ALIAS toUInt32(n_download + more_loss),
    ADD COLUMN IF NOT EXISTS n_failure UInt32 ALIAS toUInt32(n_download + more_failure),
    ADD COLUMN IF NOT EXISTS n_ipv6 UInt32 ALIAS toUInt32(n_download + more_ipv6);
