import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { HealthState, type ReadyReport } from '#runtime';
import { GatewayMetrics } from '../door/gateway-metrics.js';

/** For the orchestrator and the metrics server; without sign-in and without a word about people. */
@Controller()
export class HealthController {
  constructor(
    private readonly health: HealthState,
    private readonly metrics: GatewayMetrics,
  ) {}

  @Get('/health/live')
  live(): { readonly ok: true } {
    return this.health.live();
  }

  /** 503 while draining or while the connection to a served city is away. */
  @Get('/health/ready')
  async ready(@Res({ passthrough: true }) response: Response): Promise<ReadyReport> {
    const report = await this.health.ready();
    response.status(report.ok ? 200 : 503);
    return report;
  }

  @Get('/metrics')
  async text(@Res() response: Response): Promise<void> {
    response.type(this.metrics.metrics.contentType).send(await this.metrics.metrics.text());
  }
}
