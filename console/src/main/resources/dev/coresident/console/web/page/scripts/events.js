// What happened, newest first.

import { byId, element } from './dom.js';
import { clock } from './format.js';

const SHOWN = 200;
let newest = null;

export function showEvents(model) {
  const list = byId('events');
  if (model.events.length === 0) {
    if (!list.firstChild) {
      list.append(element('li', { className: 'empty' }, 'Nothing happened yet.'));
    }
    return;
  }
  if (model.events[0].id === newest) {
    return;
  }
  newest = model.events[0].id;
  list.replaceChildren(...model.events.slice(0, SHOWN).map((event) => element(
    'li',
    { 'data-severity': event.severity },
    element('time', { dateTime: new Date(event.millis).toISOString() }, clock(event.millis)),
    element('span', {}, event.text),
  )));
}
