/** OpenCL as far as Aparapi reaches it: finding devices, and launching one kernel without the hazards that Aparapi brings. */
package dev.coresident.backend.aparapi.opencl;
