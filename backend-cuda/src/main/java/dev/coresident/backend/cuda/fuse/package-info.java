/** Ops of the user's own: their sources, NVRTC, and the kernel that comes of both. Loaded only if a device is opened with such ops. */
package dev.coresident.backend.cuda.fuse;
