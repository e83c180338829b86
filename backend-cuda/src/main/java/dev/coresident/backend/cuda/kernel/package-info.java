/** What runs on the device: the built kernel, and what a launch of it is given. */
package dev.coresident.backend.cuda.kernel;
