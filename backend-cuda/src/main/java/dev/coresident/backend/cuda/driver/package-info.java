/** The calls of the CUDA driver, made through JCuda. Nothing outside this package sees a type of JCuda's. */
package dev.coresident.backend.cuda.driver;
