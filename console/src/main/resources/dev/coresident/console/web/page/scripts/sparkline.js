// A line of the last samples, small enough for a table's cell.

import { POINTS } from './history.js';

/** Draws a track on a canvas; `ceiling` is the least value that reaches the top. */
export function sparkline(canvas, track, stroke, ceiling) {
  const scale = devicePixelRatio || 1;
  const width = Math.round(canvas.clientWidth * scale);
  const height = Math.round(canvas.clientHeight * scale);
  if (width === 0 || height === 0) {
    return;
  }
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const pen = canvas.getContext('2d');
  pen.clearRect(0, 0, width, height);
  if (!track) {
    return;
  }
  const { points, first } = track;
  let top = ceiling;
  for (const value of points) {
    top = Math.max(top, value);
  }
  const base = height - scale;
  const x = (index) => (index * width) / (POINTS - 1);
  const y = (value) => base - (value / top) * (height - 3 * scale);
  pen.beginPath();
  for (let index = 0; index < POINTS; index += 1) {
    pen.lineTo(x(index), y(points[(first + index) % POINTS]));
  }
  pen.lineWidth = 1.4 * scale;
  pen.lineJoin = 'round';
  pen.strokeStyle = stroke;
  pen.stroke();
  pen.lineTo(width, height);
  pen.lineTo(0, height);
  pen.globalAlpha = 0.14;
  pen.fillStyle = stroke;
  pen.fill();
  pen.globalAlpha = 1;
}
