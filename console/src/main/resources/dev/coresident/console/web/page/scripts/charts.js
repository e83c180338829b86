// Two charts of the whole kernel over the last two minutes.

import uPlot from '/vendor/uPlot.esm.js';
import { byId, element } from './dom.js';
import { short } from './format.js';
import { colour } from './theme.js';

const CHARTS = [
  { box: 'rate-chart', legend: 'rate-legend', lines: [['done', 'done', 'series-1'], ['faulted', 'faulted', 'bad'], ['refused', 'refused', 'series-3']] },
  { box: 'backlog-chart', legend: 'backlog-legend', lines: [['outstanding', 'outstanding', 'series-1'], ['ring', 'in the ring', 'series-2']] },
];

let drawn = [];

const size = (box) => ({ width: Math.max(120, box.clientWidth), height: box.clientHeight });

function axis(extra) {
  return { stroke: colour('quiet'), grid: { stroke: colour('line'), width: 1 }, ticks: { show: false }, font: `11px ${colour('font')}`, ...extra };
}

function draw(chart) {
  const box = byId(chart.box);
  const series = chart.lines.map(([, label, tint], index) => ({
    label,
    stroke: colour(tint),
    width: 1.6,
    fill: index === 0 ? `${colour(tint)}22` : undefined,
    points: { show: false },
  }));
  const plot = new uPlot(
    {
      ...size(box),
      legend: { show: false },
      cursor: { show: false },
      padding: [8, 6, 0, 0],
      scales: { y: { range: (self, low, high) => [0, Math.max(1, high * 1.08)] } },
      axes: [axis({ size: 26, values: '{HH}:{mm}:{ss}', space: 80 }), axis({ size: 52, values: (self, marks) => marks.map((mark) => (Number.isInteger(mark) ? short(mark) : '')) })],
      series: [{}, ...series],
    },
    [[], ...chart.lines.map(() => [])],
    box,
  );
  const legend = byId(chart.legend);
  legend.replaceChildren(...chart.lines.flatMap(([, label, tint]) => {
    const mark = element('i');
    mark.style.background = colour(tint);
    return [mark, label];
  }));
  return plot;
}

/** Draws both anew: at the start, and when colours change. */
export function setUpCharts() {
  drawn.forEach((plot) => plot.destroy());
  drawn = CHARTS.map(draw);
}

export function showCharts(model) {
  drawn.forEach((plot, index) => plot.setData([model.series.time, ...CHARTS[index].lines.map(([name]) => model.series[name])]));
}

addEventListener('resize', () => drawn.forEach((plot, index) => plot.setSize(size(byId(CHARTS[index].box)))));
