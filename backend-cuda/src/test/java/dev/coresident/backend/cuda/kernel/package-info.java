/** The kernel's source, its numbers and its built text, looked at without a GPU. */
package dev.coresident.backend.cuda.kernel;
