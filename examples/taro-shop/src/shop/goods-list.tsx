import { Text, View } from '@tarojs/components';
import type { Goods } from './orders';

/** What was ordered, and what it cost. */
export function GoodsList({ goods, paid }: { readonly goods: readonly Goods[]; readonly paid: string }) {
  return (
    <View className="card">
      <Text className="card-title">青禾生鲜</Text>
      {goods.map(({ lineId, name, spec, qty, unit, byWeight, price, tint }) => (
        <View className="goods" key={lineId}>
          <View className="goods-tile" style={{ backgroundColor: tint }}>
            {name.slice(-2)}
          </View>
          <View className="goods-text">
            <Text className="goods-name">{name}</Text>
            <Text className="quiet">{spec}</Text>
          </View>
          <View className="goods-price">
            <Text>{price}</Text>
            <Text className="quiet">{byWeight ? `${qty} ${unit}` : `× ${qty}`}</Text>
          </View>
        </View>
      ))}
      <View className="paid">
        实付 <Text className="paid-sum">{paid}</Text>
      </View>
    </View>
  );
}
