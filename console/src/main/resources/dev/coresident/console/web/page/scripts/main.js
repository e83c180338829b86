// Puts the page together: messages change the model, and a frame later the views show it.

import { watchAutomata } from './automata.js';
import { loadBackends } from './backends.js';
import { setUpCharts, showCharts } from './charts.js';
import { goToTenant, setUpDetail, showDetail } from './detail.js';
import { byId, setText } from './dom.js';
import { showEvents } from './events.js';
import { showKernel } from './kernel.js';
import { showLedgers } from './ledgers.js';
import { Model } from './model.js';
import { showRing } from './ring.js';
import { beginSession, isSignedIn, signIn } from './session.js';
import { Stream } from './stream.js';
import { TenantTable } from './tenants.js';
import { setUpTheme } from './theme.js';

const WORDS = {
  connecting: ['Connecting', ''],
  live: ['Live', ''],
  reconnecting: ['Reconnecting', 'The server does not answer. The figures below are the last ones; this page tries again by itself.'],
  stalled: ['Stalled', 'The server is there but sends nothing new.'],
  denied: ['Signed out', 'This server shows its figures only to those who have the token.'],
};

const model = new Model();
const table = new TenantTable(model, goToTenant);
let due = false;

function draw() {
  due = false;
  if (model.kernel && !document.hidden) {
    showKernel(model);
    showCharts(model);
    showRing(model);
    table.show();
    showLedgers(model);
    showEvents(model);
    showDetail();
    byId('log').hidden = !model.kernel.recording;
  }
}

function drawSoon() {
  if (!due) {
    due = true;
    requestAnimationFrame(draw);
  }
}

const stream = new Stream({
  full: (message) => {
    model.full(message);
    loadBackends();
    watchAutomata();
    drawSoon();
  },
  delta: (message) => {
    model.delta(message);
    drawSoon();
  },
  event: (event, id) => model.event(id, event),
  gap: ({ missing }) => model.event(`gap-${Date.now()}`, { severity: 'warning', millis: Date.now(), text: `${missing} older events are not kept any more` }),
  state: (state) => {
    const [word, notice] = WORDS[state];
    const pill = byId('connection');
    pill.dataset.state = state;
    setText(pill, word);
    const box = byId('notice');
    box.hidden = notice === '';
    box.dataset.mood = state === 'denied' ? 'bad' : '';
    setText(box, notice);
    if (state === 'denied') {
      byId('sign-in').hidden = false;
    }
  },
});

byId('sign-in').addEventListener('click', async () => {
  if ((await signIn()) && stream.state !== 'live') {
    stream.connect();
  }
});
byId('log').addEventListener('click', async () => {
  if (isSignedIn() || (await signIn())) {
    location.assign('/api/v1/recording');
  }
});
document.addEventListener('visibilitychange', drawSoon);

setUpDetail(model);
setUpTheme(() => {
  setUpCharts();
  drawSoon();
});
await beginSession();
stream.connect();
