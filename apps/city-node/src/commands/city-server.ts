import { ServerNats } from '@nestjs/microservices';
import { subjects } from '#contracts';

/**
 * Nest's NATS server with every message pattern put under the city's own command subject, so that controllers name
 * commands and the city comes from the configuration. All replicas share one queue group.
 */
export class CityServer extends ServerNats {
  constructor(
    private readonly city: string,
    options: ConstructorParameters<typeof ServerNats>[0],
  ) {
    super(options);
  }

  override addHandler(...[pattern, ...rest]: Parameters<ServerNats['addHandler']>): void {
    super.addHandler(subjects.command(this.city, String(pattern)), ...rest);
  }
}
