import { Button, Text, View } from '@tarojs/components';
import { confirmReceipt, openFeedback } from '@yijian/taro';
import { useState } from 'react';
import { GoodsList } from '../../shop/goods-list';
import { arriving } from '../../shop/orders';

export default function SignForPage() {
  const { order, goods, paid } = arriving;
  const [signed, setSigned] = useState(false);
  const sign = () => {
    setSigned(true);
    void confirmReceipt({ order });
  };
  return (
    <View className="page">
      <View className="status">
        <Text className="status-title">{signed ? '已签收' : '等您签收'}</Text>
        <Text className="quiet">3 分钟前送到，请当面看一看再签收</Text>
      </View>
      <View className="card">
        <Text className="card-title">货到了吗？</Text>
        <Text className="quiet">签收后可以说说这单怎么样；有问题也可以先说。</Text>
        <Button className="button" disabled={signed} onClick={sign}>
          {signed ? '已签收' : '确认收货'}
        </Button>
        <Button className="button button-quiet" onClick={() => void openFeedback({ order })}>
          说说这单
        </Button>
      </View>
      <GoodsList goods={goods} paid={paid} />
      <Text className="foot">订单编号 {order.id}</Text>
    </View>
  );
}
