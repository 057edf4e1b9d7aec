import { Component, Input, Pipe, PipeTransform } from "@angular/core";

@Pipe({ name: "filter" })
export class FilterPipe implements PipeTransform {
  transform(list: any[], filter: { status: string }) { return list.filter((each) => each.status === filter.status); }
}

@Component({ selector: "app-orders", template: `<li *ngFor="let each of list | filter: { status: 'open' }">{{ each.status }}</li>` })
export class OrdersComponent { @Input() list: any[] = []; }
