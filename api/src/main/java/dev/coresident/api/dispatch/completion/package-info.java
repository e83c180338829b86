/** Results that come later: commands that an op opens and parks on, the handles that answer them from any thread, and latches over several. */
package dev.coresident.api.dispatch.completion;
