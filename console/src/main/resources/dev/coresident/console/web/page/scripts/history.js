// The last samples of every tenant. All share one write position, so a sample costs one pass.

export const POINTS = 48;
const RECENT = 4;

export class History {
  constructor() {
    this.at = 0;
    this.tracks = new Map();
  }

  /** Takes a sample in: the rate of every tenant, what it has outstanding, and how long that waits. */
  advance(tenants, seconds) {
    this.at = (this.at + 1) % POINTS;
    for (const [key, tenant] of tenants) {
      let track = this.tracks.get(key);
      const ended = tenant.done + tenant.faulted;
      if (!track) {
        track = { rate: new Float32Array(POINTS), backlog: new Float32Array(POINTS), wait: new Float32Array(POINTS), ended };
        this.tracks.set(key, track);
      }
      track.rate[this.at] = seconds > 0 ? Math.max(0, ended - track.ended) / seconds : 0;
      track.backlog[this.at] = tenant.outstanding;
      track.ended = ended;
      tenant.rate = this.recent(track.rate);
      tenant.wait = this.wait(track, tenant);
      // What does not end has no known wait; its line stays where it was.
      track.wait[this.at] = Number.isFinite(tenant.wait) ? tenant.wait : track.wait[(this.at - 1 + POINTS) % POINTS];
    }
    for (const key of this.tracks.keys()) {
      if (!tenants.has(key)) {
        this.tracks.delete(key);
      }
    }
  }

  /** Seconds from submission to end by Little's law: what is outstanding on average, by what ends in a second. */
  wait(track, tenant) {
    if (tenant.rate > 0) {
      return this.recent(track.backlog) / tenant.rate;
    }
    return tenant.outstanding > 0 ? Infinity : 0;
  }

  /** The mean of the last four points: about a second. */
  recent(points) {
    let sum = 0;
    for (let back = 0; back < RECENT; back += 1) {
      sum += points[(this.at - back + POINTS) % POINTS];
    }
    return sum / RECENT;
  }

  /** A track from its oldest point to its newest. */
  line(key, what) {
    const track = this.tracks.get(key);
    return track ? { points: track[what], first: (this.at + 1) % POINTS } : null;
  }
}
