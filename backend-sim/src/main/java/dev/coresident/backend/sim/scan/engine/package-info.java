/** What the engines of a scan share: where its events go, where an image stands, and what came of a scan. */
package dev.coresident.backend.sim.scan.engine;
