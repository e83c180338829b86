/** Custom ops: run on the stand-ins, compiled by the real compilers where they are. */
package dev.coresident.backend.cuda.fuse;
