/** The device: its memory on both sides, and the two ways to run the kernel, resident and in slices. */
package dev.coresident.backend.cuda.device;
