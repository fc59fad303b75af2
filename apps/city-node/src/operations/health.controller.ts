import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import { HealthState, Metrics } from '#runtime';

/** For the machine room: alive, ready, figures. Partners being away does not make this city unready. */
@Controller()
export class HealthController {
  constructor(
    @Inject(HealthState) private readonly health: HealthState,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  @Get('health/live')
  live(): { ok: boolean } {
    return { ok: true };
  }

  @Get('health/ready')
  async ready(@Res() response: Response): Promise<void> {
    const report = await this.health.ready();
    response.status(report.ok ? 200 : 503).json(report);
  }

  @Get('metrics')
  async figures(@Res() response: Response): Promise<void> {
    response.type(this.metrics.contentType).send(await this.metrics.text());
  }
}
