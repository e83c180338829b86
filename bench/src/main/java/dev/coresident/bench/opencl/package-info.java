/** OpenCL in rounds: what the ring costs beside the kernel alone, and beside the same walk elsewhere. */
@NullMarked
package dev.coresident.bench.opencl;

import org.jspecify.annotations.NullMarked;
