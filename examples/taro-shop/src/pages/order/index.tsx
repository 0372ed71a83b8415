import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { FeedbackButton } from '@yijian/taro';
import { GoodsList } from '../../shop/goods-list';
import { arriving, delivered } from '../../shop/orders';

const steps = ['下单', '拣货', '出发', '送达'];

export default function OrderPage() {
  return (
    <View className="page">
      <View className="status">
        <Text className="status-title">已送达</Text>
        <Text className="quiet">放在家门口，比约定早 13 分钟</Text>
      </View>
      <View className="card">
        <FeedbackButton order={delivered.order} />
      </View>
      <View className="card steps">
        {steps.map((step) => (
          <View className="step" key={step}>
            <View className="step-dot" />
            <Text>{step}</Text>
          </View>
        ))}
      </View>
      <GoodsList goods={delivered.goods} paid={delivered.paid} />
      <View className="card link" onClick={() => void Taro.navigateTo({ url: '/pages/sign-for/index' })}>
        <Text>还有 1 单等您签收</Text>
        <Text className="quiet">{arriving.order.id} ›</Text>
      </View>
      <Text className="foot">订单编号 {delivered.order.id}</Text>
    </View>
  );
}
