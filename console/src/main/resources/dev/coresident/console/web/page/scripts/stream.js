// The connection: states, reconnecting, and what to do when the server says no.

const STALE_MILLIS = 8000;
const RETRY_MILLIS = 1500;

/** Calls `on.full`, `on.delta`, `on.event`, `on.gap` with messages and `on.state` with live, reconnecting, stalled or denied. */
export class Stream {
  constructor(on) {
    this.on = on;
    this.state = 'connecting';
    this.heard = 0;
    setInterval(() => this.watch(), 1000);
  }

  connect() {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = new EventSource('/api/events');
    for (const name of ['full', 'delta', 'event', 'gap']) {
      this.source.addEventListener(name, (message) => {
        this.heard = Date.now();
        this.become('live');
        this.on[name](JSON.parse(message.data), message.lastEventId);
      });
    }
    this.source.onerror = () => this.failed();
  }

  failed() {
    if (this.state !== 'denied') {
      this.become('reconnecting');
    }
    // The browser tries again by itself, unless the server answered with an error.
    if (this.source.readyState === EventSource.CLOSED) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), RETRY_MILLIS);
    }
  }

  async ask() {
    try {
      const answer = await fetch('/api/v1/kernel');
      if (answer.status === 401) {
        this.become('denied');
        return;
      }
    } catch {
      // Nobody there: connecting tells.
    }
    this.connect();
  }

  watch() {
    if (this.state === 'live' && Date.now() - this.heard > STALE_MILLIS) {
      this.become('stalled');
    }
  }

  become(state) {
    if (state !== this.state) {
      this.state = state;
      this.on.state(state);
    }
  }
}
