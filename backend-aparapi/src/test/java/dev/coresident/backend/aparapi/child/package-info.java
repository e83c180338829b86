/** Programs of their own: what is decided when OpenCL is loaded is tried in a JVM that loads it anew. */
package dev.coresident.backend.aparapi.child;
