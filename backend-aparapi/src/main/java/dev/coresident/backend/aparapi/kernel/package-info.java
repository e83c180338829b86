/** The kernel: its text, the words before it, and the arrays that host and kernel exchange. Aparapi looks into this package. */
package dev.coresident.backend.aparapi.kernel;
