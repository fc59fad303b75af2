import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { Exclude, Expose, Transform, Type } from 'class-transformer';
import {
  ArrayUnique,
  IsArray,
  IsDate,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Validate,
  ValidateBy,
  ValidateIf,
  ValidateNested,
  ValidatorConstraint,
  type ValidationArguments,
} from 'class-validator';
import { ServiceItemDefinition } from './service-item.js';
import { EventData } from './events/event-payload.js';
import { checkShape } from './validation.js';
import { compiledShape } from './validation-compiled.js';
import { readSlow } from './validation-faults.js';
import { readFast } from './validation-fast.js';

type Shape = new () => object;
const accepts = (shape: Shape, value: object): boolean => {
  const compiled = compiledShape(shape);
  if (!compiled) throw new Error('not compiled');
  const fast = readFast(compiled, value);
  const { instance, faults } = readSlow(shape, value);
  expect(fast).toStrictEqual(faults.length === 0 ? instance : undefined);
  return fast !== undefined;
};

class Inner {
  @IsInt() n!: number;
}
class Converted {
  @Transform(({ value }: { value: unknown }) => String(value)) @IsString() text!: string;
}
class Renamed {
  @Expose({ name: 'other' }) @IsString() text!: string;
}
class Hidden {
  @Exclude() @IsString() text!: string;
}
class Dated {
  @Type(() => Date) @IsDate() at!: Date;
}
class Untyped {
  @ValidateNested() inner!: object;
}
class Chosen {
  @ValidateNested() @Type((options) => (options?.property ? Inner : Dated)) inner!: object;
}
class Told {
  @ValidateNested()
  @Type(() => Inner, { discriminator: { property: 'kind', subTypes: [{ name: 'inner', value: Inner }] } })
  inner!: object;
}
class Empty {}
class HoldsNothing {
  @ValidateNested() @Type(() => Empty) inner!: Empty;
}
class HoldsItself {
  @IsOptional() @ValidateNested() @Type(() => HoldsItself) inner?: HoldsItself;
}
class Acting {
  @IsString() text!: string;
  shout(): string {
    return this.text.toUpperCase();
  }
}
class Unruled {
  @IsString() text!: string;
  extra = 1;
}
@ValidatorConstraint({ name: 'later', async: true })
class AnswersLater {
  validate(): Promise<boolean> {
    return Promise.resolve(true);
  }
}
class Later {
  @Validate(AnswersLater) text!: string;
}

describe('a shape with a decorator that cannot be compiled', () => {
  it.each([
    ['a conversion', Converted],
    ['a new name', Renamed],
    ['a field left out', Hidden],
    ['a date made of text', Dated],
    ['an object of no class', Untyped],
    ['a class chosen by a function', Chosen],
    ['a class chosen by the value', Told],
    ['a class without rules inside', HoldsNothing],
    ['itself inside', HoldsItself],
    ['a method', Acting],
    ['a default that no rule knows', Unruled],
    ['a check that answers later', Later],
  ] as [string, Shape][])('%s takes the slow path', (_what, shape) => {
    expect(compiledShape(shape)).toBeNull();
  });

  it('is read all the same', () => {
    expect(checkShape(Dated, { at: '2026-11-20T00:00:00.000Z' }, 'request_invalid').at).toBeInstanceOf(Date);
    expect(checkShape(HoldsItself, { inner: { inner: {} } }, 'request_invalid').inner?.inner).toBeInstanceOf(
      HoldsItself,
    );
    expect(() => checkShape(HoldsItself, { inner: { inner: { n: 1 } } }, 'request_invalid')).toThrow('request_invalid');
  });
});

const asked: Omit<ValidationArguments, 'targetName'>[] = [];
class Parent {
  @IsInt() @Max(10) n!: number;
  @IsOptional() @IsString() @Length(1, 5) text?: string;
}
class Child extends Parent {
  @Max(100) declare n: number;
  @ValidateIf((c: Child) => c.n > 3)
  @ValidateIf((c: Child) => c.n > 5)
  @IsIn(['A'])
  kind?: string;
  @Matches(/^a/g) global!: string;
  @Matches('^b', 'i') pattern!: string;
  @IsOptional() @IsInt({ each: true }) @ArrayUnique() numbers?: number[];
  @IsOptional() @Max(5, { validateIf: (c: Child) => c.n === 1 }) sometimes?: number;
  @IsOptional()
  @ValidateBy({
    name: 'isOwn',
    constraints: [7],
    validator: {
      validate(value, args) {
        const { property, object, value: whole, constraints } = args as ValidationArguments;
        asked.push({ property, object, value: whole, constraints });
        return value === (object as Child).n;
      },
    },
  })
  own?: number;
  @IsOptional() @IsArray() @ValidateNested({ each: true }) @Type(() => Inner) inner?: Inner[];
}
const CHILD = { n: 1, global: 'ab', pattern: 'Bc' };

describe('a compiled shape', () => {
  it('follows inheritance, conditions, lists and patterns as class-validator does', () => {
    const good: object[] = [
      CHILD,
      { ...CHILD, n: 50, kind: 'A' },
      { ...CHILD, n: 4, kind: 'B' },
      { ...CHILD, text: 'abcde' },
      { ...CHILD, text: null },
      { ...CHILD, numbers: [1, 2] },
      { ...CHILD, n: 2, sometimes: 9 },
      { ...CHILD, own: 1 },
      { ...CHILD, inner: [{ n: 1 }] },
      { ...CHILD, text: '👍👍👍👍👍' },
    ];
    for (const value of good) for (let again = 0; again < 2; again += 1) expect(accepts(Child, value)).toBe(true);
    // A global pattern remembers where it stopped: asked again at once, it must not begin there.
    const shape = compiledShape(Child);
    for (let again = 0; again < 3; again += 1) expect(shape && readFast(shape, CHILD)).toBeInstanceOf(Child);
    const bad: object[] = [
      { ...CHILD, n: 101 },
      { ...CHILD, n: 6, kind: 'B' },
      { ...CHILD, text: 'abcdef' },
      { ...CHILD, global: 'ba' },
      { ...CHILD, pattern: 'cb' },
      { ...CHILD, numbers: [1, 1] },
      { ...CHILD, numbers: [1, 'x'] },
      { ...CHILD, numbers: 'x' },
      { ...CHILD, sometimes: 9 },
      { ...CHILD, own: 2 },
      { ...CHILD, inner: [{ n: 'x' }] },
      { ...CHILD, inner: [1] },
      { ...CHILD, inner: {} },
      { ...CHILD, text: '\ufe0f\ufe0f\ufe0f\ufe0f\ufe0f\ufe0f' },
    ];
    for (const value of bad) expect(accepts(Child, value)).toBe(false);
  });

  it('gives a check of our own everything that class-validator gives it', () => {
    asked.length = 0;
    accepts(Child, { ...CHILD, own: 1 });
    expect(asked).toHaveLength(2);
    expect(asked[0]).toMatchObject({ property: 'own', value: 1, constraints: [7], object: { n: 1, own: 1 } });
    expect(asked[0]).toStrictEqual(asked[1]);
  });

  it('keeps a default where nothing was said, and the order of what was said', () => {
    const item = checkShape(Child, { pattern: 'b', n: 1, global: 'a' }, 'request_invalid');
    expect(Object.keys(item)).toEqual(['pattern', 'n', 'global']);
    expect(compiledShape(ServiceItemDefinition)?.byName.has('acceptWithinWorkingDays')).toBe(true);
    expect(() => checkShape(Child, { ...CHILD, n: undefined }, 'request_invalid')).toThrow('request_invalid');
  });

  it('hands back copies: who changes what was read changes nothing of what was sent', () => {
    const sent = { salt: 'A'.repeat(22), body: { list: [{ a: 1 }] } };
    const { body } = checkShape(EventData, sent, 'data_invalid') as unknown as typeof sent;
    (body.list[0] as { a: number }).a = 2;
    expect(sent.body.list).toEqual([{ a: 1 }]);
  });

  it('leaves whatever is no plain JSON to the slow path', () => {
    const shape = compiledShape(EventData);
    const holes: unknown[] = [1];
    holes[2] = 3;
    let bottomless: object = {};
    for (let i = 0; i < 30; i += 1) bottomless = { bottomless };
    const odd: unknown[] = [new Date(0), new Map([[1, 2]]), new Inner(), () => 1, holes, bottomless, 1n, Symbol('s')];
    for (const x of [...odd, { toString: 1 }, 'a\0b', undefined]) {
      expect(shape && readFast(shape, { salt: 'A'.repeat(22), body: { x } })).toBeUndefined();
    }
    expect(shape && readFast(shape, new Date(0))).toBeUndefined();
    expect(shape && readFast(shape, { salt: 'A'.repeat(22), body: { x: 1 } })).toBeInstanceOf(EventData);
  });

  it('refuses names that class-transformer would drop in silence', () => {
    for (const name of ['toString', 'valueOf', 'constructor', 'hasOwnProperty', 'isPrototypeOf']) {
      const value = { salt: 'A'.repeat(22), body: { [name]: 1 } };
      expect(() => checkShape(EventData, value, 'data_invalid')).toThrow('data_invalid');
    }
  });
});
