// The worker in which the engine measures, so that drawing never disturbs the clock.
import '@i-speed/engine/worker';
