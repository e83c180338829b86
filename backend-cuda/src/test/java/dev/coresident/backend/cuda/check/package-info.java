/** What a machine with a GPU is asked: parity of scans, latency and rate beside launches, sharing, throughput, power. Main: GpuCheck. */
package dev.coresident.backend.cuda.check;
