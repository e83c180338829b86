/** What happens to a kernel besides its slots: its device lost and replaced, slots that expired. Values, told to a listener. */
package dev.coresident.api.event;
