import { applyDecorators, HttpCode, RequestMapping, RequestMethod } from '@nestjs/common';
import type { CommandKey } from '#contracts';
import { API_PREFIX, routeOf } from '../routes.js';

/** Puts a controller's method at the address that the table of routes gives its command. */
export function CommandRoute(key: CommandKey): MethodDecorator {
  const { method, path, status } = routeOf(key);
  return applyDecorators(
    RequestMapping({ path: API_PREFIX + path, method: RequestMethod[method] }),
    HttpCode(status ?? 200),
  );
}
