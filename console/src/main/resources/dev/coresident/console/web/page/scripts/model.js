// What the server said, and what follows from it. Views read it; only the stream writes it.

import { History } from './history.js';

const PRIORITIES = ['critical', 'high', 'normal', 'low', 'idle'];
const KEPT_EVENTS = 500;
const KEPT_POINTS = 480;

export class Model {
  constructor() {
    this.kernel = null;
    this.tenants = new Map();
    this.accounts = new Map();
    this.ledger = null;
    this.events = [];
    this.eventIds = new Set();
    this.history = new History();
    this.series = { time: [], done: [], faulted: [], refused: [], outstanding: [], ring: [] };
    /** Rises when tenants come or go. */
    this.membership = 0;
  }

  full(message) {
    this.tenants.clear();
    this.membership += 1;
    this.accounts.clear();
    message.accounts.forEach((account) => this.account(account));
    this.take(message);
  }

  delta(message) {
    message.gone.forEach(([id, generation]) => this.tenants.delete(`${id}.${generation}`));
    this.membership += message.gone.length;
    if (message.allAccounts) {
      this.accounts.clear();
    }
    (message.allAccounts ?? message.accounts).forEach((account) => this.account(account));
    this.take(message);
  }

  account(account) {
    this.accounts.set(`${account.principal}.${account.generation}`, account);
  }

  take(message) {
    const last = this.kernel;
    this.kernel = message.kernel;
    this.ledger = message.ledger;
    message.tenants.forEach((row) => this.row(row));
    // Another server, or the same again: rates over the border would be nonsense.
    const restarted = !last || message.kernel.sample <= last.sample;
    const seconds = restarted ? 0 : (message.kernel.takenMillis - last.takenMillis) / 1000;
    this.history.advance(this.tenants, seconds);
    this.point(restarted ? null : last, seconds);
  }

  row([id, generation, label, stage, level, weight, cap, published, done, faulted, outstanding, refused, p99]) {
    const key = `${id}.${generation}`;
    const tenant = this.tenants.get(key) ?? this.newcomer(key, id, generation);
    // An order or a filter may depend on the stage.
    this.membership += tenant.stage === stage ? 0 : 1;
    this.tenants.set(key, Object.assign(tenant, { label, stage, level, priority: PRIORITIES[level], weight, cap, published, done, faulted, outstanding, refused, p99 }));
  }

  newcomer(key, id, generation) {
    this.membership += 1;
    return { key, id, generation, rate: 0, wait: 0 };
  }

  /** What a tenant gets of what ends at its priority, and what its weight entitles it to among those who have work there. */
  share(tenant) {
    let rates = 0;
    let weights = 0;
    let rivals = 0;
    for (const other of this.tenants.values()) {
      if (other.level === tenant.level && (other.outstanding > 0 || other.rate > 0)) {
        rates += other.rate;
        weights += other.weight;
        rivals += other.key === tenant.key ? 0 : 1;
      }
    }
    const works = tenant.outstanding > 0 || tenant.rate > 0;
    return works && rates > 0 ? { received: tenant.rate / rates, entitled: tenant.weight / weights, rivals } : null;
  }

  point(last, seconds) {
    const { totals, ring, takenMillis } = this.kernel;
    const rate = (name) => (last && seconds > 0 ? Math.max(0, totals[name] - last.totals[name]) / seconds : null);
    const values = {
      time: takenMillis / 1000,
      done: rate('done'),
      faulted: rate('faulted'),
      refused: rate('refused'),
      outstanding: totals.outstanding,
      ring: ring.used,
    };
    for (const [name, list] of Object.entries(this.series)) {
      list.push(values[name]);
      if (list.length > KEPT_POINTS) {
        list.shift();
      }
    }
  }

  /** The mean of the last values of a series that are known. */
  recent(name) {
    const known = this.series[name].slice(-4).filter((value) => value !== null);
    return known.length === 0 ? 0 : known.reduce((sum, value) => sum + value, 0) / known.length;
  }

  event(id, event) {
    if (!this.eventIds.has(id)) {
      this.eventIds.add(id);
      this.events.unshift({ id, ...event });
      this.events.splice(KEPT_EVENTS).forEach((old) => this.eventIds.delete(old.id));
    }
  }
}
