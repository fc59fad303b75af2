import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use, type ECharts } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, CanvasRenderer]);

export interface ChartSeries {
  readonly name: string;
  readonly type: 'line' | 'bar';
  readonly values: readonly (number | null)[];
}

const inkOf = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const DASHES = ['solid', 'dashed', 'dotted'] as const;
const SHAPES = ['circle', 'rect', 'triangle'] as const;

/** Draws lines and bars in the page's own colours; lines differ by dash and shape as well. */
export function draw(element: HTMLElement, labels: readonly string[], series: readonly ChartSeries[]): ECharts {
  const [ink, line] = [inkOf('--tb-ink-2'), inkOf('--tb-line')];
  const chart = init(element, undefined, { renderer: 'canvas' });
  chart.setOption({
    animation: false,
    aria: { enabled: true, decal: { show: true } },
    color: [inkOf('--tb-accent'), inkOf('--tb-good'), inkOf('--tb-soon')],
    textStyle: { color: ink },
    tooltip: { trigger: 'axis', backgroundColor: inkOf('--tb-paper'), textStyle: { color: inkOf('--tb-ink') } },
    legend: { top: 0, textStyle: { color: ink } },
    grid: { left: 44, right: 12, top: 32, bottom: 24 },
    xAxis: { type: 'category', data: [...labels], axisLabel: { color: ink }, axisLine: { lineStyle: { color: line } } },
    yAxis: { type: 'value', axisLabel: { color: ink }, splitLine: { lineStyle: { color: line } } },
    series: series.map(({ name, type, values }, i) => ({
      name,
      type,
      data: [...values],
      symbol: SHAPES[i % SHAPES.length],
      lineStyle: { type: DASHES[i % DASHES.length], width: 2 },
      barMaxWidth: 28,
    })),
  });
  return chart;
}
